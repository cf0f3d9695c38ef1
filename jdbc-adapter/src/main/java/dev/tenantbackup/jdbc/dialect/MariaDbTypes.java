// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.dialect;

import dev.tenantbackup.schema.ValueForm;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The form of every MariaDB type, and what its declaration says: {@code varchar(30) collate utf8mb4_general_ci}. What is
 * not listed is refused: geometries, vectors.
 */
final class MariaDbTypes {

    private static final Map<String, ValueForm> FORMS = new TreeMap<>();

    static {
        put(ValueForm.NUMBER, "tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double");
        put(ValueForm.UUID, "uuid");
        put(ValueForm.BINARY, "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob");
        put(ValueForm.TEXT, "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set");
        put(ValueForm.TEXT, "date", "time", "datetime", "timestamp", "year", "bit", "inet4", "inet6");
    }

    private static final Set<String> INTEGERS = Set.of("tinyint", "smallint", "mediumint", "int", "bigint");

    private static final Set<String> CHARACTERS =
            Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext");

    /** Not {@code tinyint}, of which drivers make a truth value. */
    private static final Set<String> PLAIN = Set.of("smallint", "mediumint", "int", "bigint", "decimal", "enum", "set");

    private static final Pattern LIMITS = Pattern.compile("^[a-z]+(\\([0-9,]+\\))");
    private static final Pattern COLLATION = Pattern.compile(" collate ([A-Za-z0-9_]+)$");

    /** What {@code json} is short for. */
    private static final String JSON = "longtext collate utf8mb4_bin";

    private MariaDbTypes() {}

    private static void put(ValueForm form, String... names) {
        for (String name : names) {
            FORMS.put(name, form);
        }
    }

    static ValueForm form(String type) {
        return type.equals("json") ? ValueForm.JSON : FORMS.getOrDefault(word(type), ValueForm.UNSUPPORTED);
    }

    /** The whole declaration of a column's type. */
    static String declaration(String columnType, @Nullable String collation, boolean checkedAsJson) {
        String declaration = collation == null ? columnType : columnType + " collate " + collation;
        return checkedAsJson && declaration.equals(JSON) ? "json" : declaration;
    }

    private static String word(String type) {
        int end = 0;
        while (end < type.length() && isOfWord(type.charAt(end))) {
            end++;
        }
        return end == 0 ? type : type.substring(0, end);
    }

    private static boolean isOfWord(char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
    }

    static boolean isInteger(String type) {
        return INTEGERS.contains(word(type));
    }

    static boolean isUnsigned(String type) {
        return type.contains(" unsigned");
    }

    /** Whether leading zeros are shown that a number does not have. */
    static boolean isZeroFilled(String type) {
        return type.contains(" zerofill");
    }

    static boolean isFloatingPoint(String type) {
        return word(type).equals("float") || word(type).equals("double");
    }

    static boolean isBits(String type) {
        return word(type).equals("bit");
    }

    static boolean isCharacter(String type) {
        return CHARACTERS.contains(word(type)) || type.equals("json");
    }

    /** Whether a value needs no conversion to be read as canonical text, whatever the driver was told to make of types. */
    static boolean printsCanonically(String type) {
        return isCharacter(type) || (PLAIN.contains(word(type)) && !isZeroFilled(type));
    }

    /** {@code (10,2)} of {@code decimal(10,2) unsigned}, or nothing. */
    static String limits(String type) {
        Matcher matcher = LIMITS.matcher(type);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** 10 of {@code bit(10)}. */
    static int bits(String type) {
        String limits = limits(type);
        return limits.isEmpty() ? 1 : Integer.parseInt(limits.substring(1, limits.length() - 1));
    }

    /** The collation that a column's texts are compared by; of the whole of Unicode where it has none. */
    static String collation(String type) {
        Matcher matcher = COLLATION.matcher(type);
        return matcher.find() ? matcher.group(1) : "utf8mb4_bin";
    }

    /** The character set of a collation. */
    static String characterSet(String collation) {
        int end = collation.indexOf('_');
        return end < 0 ? collation : collation.substring(0, end);
    }
}
