// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.dialect;

import dev.tenantbackup.schema.ValueForm;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The form of every PostgreSQL type. What is not listed here, or made of what is listed, is refused: types of other
 * extensions, {@code oid} (it may name a large object, which no row holds), {@code "char"} (one byte, which may be no
 * character), {@code reg*}.
 */
final class PostgresTypes {

    private static final Map<String, ValueForm> FORMS = new TreeMap<>();

    static {
        put(ValueForm.NUMBER, "int2", "int4", "int8", "numeric", "float4", "float8");
        put(ValueForm.BOOLEAN, "bool");
        put(ValueForm.UUID, "uuid");
        put(ValueForm.BINARY, "bytea");
        put(ValueForm.JSON, "json", "jsonb");
        put(ValueForm.TEXT, "text", "varchar", "bpchar", "name", "citext");
        put(ValueForm.TEXT, "date", "time", "timetz", "timestamp", "timestamptz", "interval");
        put(ValueForm.TEXT, "money", "bit", "varbit", "xml", "jsonpath", "hstore", "ltree");
        put(ValueForm.TEXT, "inet", "cidr", "macaddr", "macaddr8");
        put(ValueForm.TEXT, "point", "line", "lseg", "box", "path", "polygon", "circle");
        put(ValueForm.TEXT, "tsvector", "tsquery", "pg_lsn");
    }

    private static final Set<String> INTEGERS = Set.of("smallint", "integer", "bigint");

    private static final Set<String> CHARACTERS = Set.of("text", "bpchar", "name", "citext");

    /** By their names without limits: those that most values have. */
    private static final Set<String> PRINTING_THEIR_TEXT = Set.of(
            "numeric",
            "real",
            "double precision",
            "uuid",
            "json",
            "jsonb",
            "date",
            "time without time zone",
            "timestamp without time zone",
            "timestamp with time zone");

    /** Types without an equality operator, or with one that means something else. */
    private static final Set<String> WITHOUT_EQUALITY =
            Set.of("json", "xml", "point", "line", "lseg", "box", "path", "polygon", "circle", "jsonpath");

    private final Map<Long, Type> types;

    PostgresTypes(Map<Long, Type> types) {
        this.types = Map.copyOf(types);
    }

    private static void put(ValueForm form, String... names) {
        for (String name : names) {
            FORMS.put(name, form);
        }
    }

    /** The form of a column of this type. */
    ValueForm form(long oid) {
        Type type = types.get(oid);
        if (type == null) {
            return ValueForm.UNSUPPORTED;
        }
        return switch (type.kind) {
            case "d" -> form(type.base);
            case "e" -> ValueForm.TEXT;
            case "r", "m" -> textIfSupported(type.base);
            case "c" -> textIfSupported(type.attributes);
            case "b" ->
                type.isArray() ? textIfSupported(type.base) : FORMS.getOrDefault(type.name, ValueForm.UNSUPPORTED);
            default -> ValueForm.UNSUPPORTED;
        };
    }

    private ValueForm textIfSupported(long element) {
        return textIfSupported(List.of(element));
    }

    private ValueForm textIfSupported(List<Long> parts) {
        return parts.stream().anyMatch(part -> form(part) == ValueForm.UNSUPPORTED)
                ? ValueForm.UNSUPPORTED
                : ValueForm.TEXT;
    }

    /**
     * The type as which a column is carried: for a domain the type it is made of, which neither cuts what the domain
     * would nor checks again what is stored already.
     *
     * @param spelled the column's own type
     */
    String carriedAs(long oid, String spelled) {
        Type type = types.get(oid);
        return type != null && type.kind.equals("d") ? carriedAs(type.base, type.baseSpelled) : spelled;
    }

    /** The greatest number of characters of a column of this type, or null if there is no limit. */
    @Nullable
    Integer maxLength(long oid, int modifier) {
        Type type = types.get(oid);
        if (type == null) {
            return null;
        }
        if (type.kind.equals("d")) {
            return maxLength(type.base, type.modifier);
        }
        return modifier > 4 && (type.name.equals("varchar") || type.name.equals("bpchar")) ? modifier - 4 : null;
    }

    /** Whether a domain supplies a default of its own. */
    boolean hasDefault(long oid) {
        Type type = types.get(oid);
        return type != null && type.hasDefault;
    }

    /**
     * Whether a value is printed as the text that a cast to text makes of it. Not so: a boolean is {@code t}, a network
     * address lacks its mask, XML its encoding.
     */
    static boolean printsItsText(String type) {
        return isInteger(type)
                || isCharacter(type)
                || PRINTING_THEIR_TEXT.contains(type.replaceFirst("\\([0-9, ]*\\)", ""));
    }

    static boolean isInteger(String type) {
        return INTEGERS.contains(type);
    }

    /** Whether a sequence can number a column of this type. */
    static boolean isNumberable(String type) {
        return isInteger(type) || type.startsWith("numeric");
    }

    static boolean isBlankPadded(String type) {
        return type.equals("bpchar") || (type.startsWith("character(") && type.endsWith(")"));
    }

    static boolean isCharacter(String type) {
        return CHARACTERS.contains(withoutLimit(type));
    }

    static boolean hasEquality(String type) {
        return !WITHOUT_EQUALITY.contains(type.replace("[]", ""));
    }

    /**
     * A type's name without the limit that a cast would enforce by cutting; the column itself then refuses what is too
     * long.
     */
    static String withoutLimit(String type) {
        if (isBlankPadded(type)) {
            return "bpchar";
        }
        if (type.startsWith("character varying") && !type.endsWith("[]")) {
            return "text";
        }
        if ((type.startsWith("bit(") || type.startsWith("bit varying(")) && !type.endsWith("[]")) {
            return "bit varying";
        }
        return type;
    }

    /**
     * A row of the type catalog.
     *
     * @param kind base, domain, enum, range, multirange, composite
     * @param base what a domain, array, range or multirange is made of; 0 for others
     * @param baseSpelled a domain's base with its limits, as the database spells it
     * @param attributes the types that a composite is made of
     * @param category {@code A} for arrays
     * @param modifier of a domain
     */
    record Type(
            String name,
            String kind,
            String category,
            long base,
            String baseSpelled,
            List<Long> attributes,
            int modifier,
            boolean hasDefault) {

        boolean isArray() {
            return category.equals("A") && base != 0;
        }
    }
}
