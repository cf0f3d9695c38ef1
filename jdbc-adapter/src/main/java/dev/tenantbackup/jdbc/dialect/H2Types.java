// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.dialect;

import dev.tenantbackup.schema.ValueForm;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The form of every H2 type, by the name that its information schema gives it. What is not listed is refused. */
final class H2Types {

    private static final Map<String, ValueForm> FORMS = Map.ofEntries(
            Map.entry("TINYINT", ValueForm.NUMBER),
            Map.entry("SMALLINT", ValueForm.NUMBER),
            Map.entry("INTEGER", ValueForm.NUMBER),
            Map.entry("BIGINT", ValueForm.NUMBER),
            Map.entry("NUMERIC", ValueForm.NUMBER),
            Map.entry("DECFLOAT", ValueForm.NUMBER),
            Map.entry("REAL", ValueForm.NUMBER),
            Map.entry("DOUBLE PRECISION", ValueForm.NUMBER),
            Map.entry("BOOLEAN", ValueForm.BOOLEAN),
            Map.entry("UUID", ValueForm.UUID),
            Map.entry("BINARY", ValueForm.BINARY),
            Map.entry("BINARY VARYING", ValueForm.BINARY),
            Map.entry("BINARY LARGE OBJECT", ValueForm.BINARY),
            Map.entry("JSON", ValueForm.JSON),
            Map.entry("CHARACTER", ValueForm.TEXT),
            Map.entry("CHARACTER VARYING", ValueForm.TEXT),
            Map.entry("VARCHAR_IGNORECASE", ValueForm.TEXT),
            Map.entry("CHARACTER LARGE OBJECT", ValueForm.TEXT),
            Map.entry("DATE", ValueForm.TEXT),
            Map.entry("TIME", ValueForm.TEXT),
            Map.entry("TIME WITH TIME ZONE", ValueForm.TEXT),
            Map.entry("TIMESTAMP", ValueForm.TEXT),
            Map.entry("TIMESTAMP WITH TIME ZONE", ValueForm.TEXT),
            Map.entry("INTERVAL", ValueForm.TEXT),
            Map.entry("ENUM", ValueForm.TEXT));

    /** Element types whose text within an array says everything. */
    private static final Set<String> ARRAY_ELEMENTS = Set.of(
            "TINYINT",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "NUMERIC",
            "DECFLOAT",
            "REAL",
            "DOUBLE PRECISION",
            "BOOLEAN",
            "UUID",
            "CHARACTER",
            "CHARACTER VARYING",
            "VARCHAR_IGNORECASE",
            "CHARACTER LARGE OBJECT",
            "DATE",
            "TIME",
            "TIME WITH TIME ZONE",
            "TIMESTAMP",
            "TIMESTAMP WITH TIME ZONE",
            "ENUM");

    private static final Set<String> INTEGERS = Set.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT");

    private static final Pattern ARRAY = Pattern.compile(" ARRAY(\\[\\d+])?$");

    private H2Types() {}

    static ValueForm form(String type) {
        return FORMS.getOrDefault(type, ValueForm.UNSUPPORTED);
    }

    /** The form of an array column, by the type of its innermost elements. */
    static ValueForm arrayForm(String elementType) {
        return ARRAY_ELEMENTS.contains(elementType) ? ValueForm.TEXT : ValueForm.UNSUPPORTED;
    }

    static boolean isInteger(String type) {
        return INTEGERS.contains(type);
    }

    /** Whether an integer type has that value. */
    static boolean isInRange(String integerType, long value) {
        return switch (integerType) {
            case "TINYINT" -> value == (byte) value;
            case "SMALLINT" -> value == (short) value;
            case "INTEGER" -> value == (int) value;
            default -> true;
        };
    }

    static boolean isArray(String type) {
        return ARRAY.matcher(type).find();
    }

    static boolean isCharacter(String type) {
        return !isArray(type) && (type.startsWith("CHARACTER") || type.startsWith("VARCHAR_IGNORECASE"));
    }

    /** Whether its collation or padding makes different texts equal. */
    static boolean isPlainText(String type) {
        return !isArray(type) && (type.startsWith("CHARACTER VARYING") || type.startsWith("CHARACTER LARGE OBJECT"));
    }

    /** {@code VARCHAR ARRAY ARRAY} for {@code INTEGER ARRAY ARRAY[3]}. */
    static String textArray(String type) {
        return "VARCHAR" + " ARRAY".repeat(arrayDepth(type));
    }

    /** 2 for {@code INTEGER ARRAY ARRAY[3]}. */
    static int arrayDepth(String type) {
        int depth = 0;
        String rest = type;
        while (isArray(rest)) {
            depth++;
            rest = rest.substring(0, rest.lastIndexOf(" ARRAY"));
        }
        return depth;
    }
}
