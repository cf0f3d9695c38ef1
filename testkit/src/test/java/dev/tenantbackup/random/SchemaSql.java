// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.random;

import dev.tenantbackup.testkit.databases.Engine;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A schema and its rows as statements of one product. */
final class SchemaSql {

    private static final Pattern ZONED = Pattern.compile(".*[+-][0-9]{2}");
    private static final DateTimeFormatter WITH_HOURS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss[.SSSSSS]x");

    private final Engine engine;

    SchemaSql(Engine engine) {
        this.engine = engine;
    }

    /** What a connection has to be told before any other statement. */
    List<String> settings() {
        return engine == Engine.MARIADB
                ? List.of("set sql_mode = 'ansi_quotes,no_backslash_escapes,no_auto_value_on_zero,strict_all_tables'")
                : List.of();
    }

    /** Tables with their primary and unique keys. */
    List<String> tables(RandomSchema schema) {
        List<String> statements = new ArrayList<>();
        for (RandomTable table : schema.tables()) {
            StringJoiner parts = new StringJoiner(", ", "create table " + name(table.name()) + " (", ")");
            table.columns().forEach(column -> parts.add(column(schema, table, column)));
            if (table.hasKey()) {
                parts.add("primary key (" + names(table.key()) + ")");
            }
            for (List<String> unique : table.uniques()) {
                parts.add("unique (" + names(unique) + ")");
            }
            statements.add(parts.toString());
        }
        return statements;
    }

    /** Foreign keys: after the rows, which may come in any order then. */
    List<String> foreignKeys(RandomSchema schema) {
        List<String> statements = new ArrayList<>();
        for (RandomTable table : schema.tables()) {
            for (RandomReference reference : table.references()) {
                if (reference.enforced()) {
                    statements.add("alter table " + name(table.name()) + " add constraint " + name(reference.name())
                            + " foreign key (" + names(reference.columns()) + ") references "
                            + name(reference.parent()) + " (" + names(reference.parentColumns()) + ") on delete "
                            + reference.onDelete().sql());
                }
            }
        }
        return statements;
    }

    String insert(RandomTable table, Map<String, @Nullable String> row) {
        String values = table.columns().stream()
                .map(column -> literal(column, row.get(column.name())))
                .collect(Collectors.joining(", "));
        return "insert into " + name(table.name()) + " (" + names(table.columnNames()) + ")"
                + (isAlwaysNumbered(table) ? " overriding system value" : "") + " values (" + values + ")";
    }

    private boolean isAlwaysNumbered(RandomTable table) {
        return engine != Engine.MARIADB
                && table.columns().stream()
                        .anyMatch(column -> column.numbering() == RandomColumn.Numbering.IDENTITY_ALWAYS);
    }

    String update(RandomTable table, Map<String, @Nullable String> row, Map<String, @Nullable String> values) {
        String set = values.keySet().stream()
                .map(column -> name(column) + " = " + literal(table.column(column), values.get(column)))
                .collect(Collectors.joining(", "));
        return "update " + name(table.name()) + " set " + set + " where " + isRow(table, row);
    }

    String delete(RandomTable table, Map<String, @Nullable String> row) {
        return "delete from " + name(table.name()) + " where " + isRow(table, row);
    }

    private String isRow(RandomTable table, Map<String, @Nullable String> row) {
        List<String> telling = table.hasKey() ? table.key() : table.columnNames();
        return telling.stream()
                .map(column -> row.get(column) == null
                        ? name(column) + " is null"
                        : name(column) + " = " + literal(table.column(column), row.get(column)))
                .collect(Collectors.joining(" and "));
    }

    String select(RandomTable table) {
        return "select " + names(table.columnNames()) + " from " + name(table.name());
    }

    String name(String identifier) {
        return '"' + identifier + '"';
    }

    private String names(Collection<String> identifiers) {
        return identifiers.stream().map(this::name).collect(Collectors.joining(", "));
    }

    private String column(RandomSchema schema, RandomTable table, RandomColumn column) {
        String check =
                switch (column.filling()) {
                    case POSITIVE -> " check (" + name(column.name()) + " >= 0)";
                    case MAIL -> " check (" + name(column.name()) + " like '%@%')";
                    case ANY, FRESH, SMALL -> "";
                };
        return name(column.name()) + " " + type(column) + (tellsRowsApart(schema, table, column) ? exactly(column) : "")
                + numbered(table, column) + (column.nullable() ? "" : " not null") + check;
    }

    private String numbered(RandomTable table, RandomColumn column) {
        if (engine == Engine.MARIADB) {
            boolean canBe = !table.key().isEmpty() && table.key().get(0).equals(column.name());
            return column.numbering() != RandomColumn.Numbering.NONE && canBe ? " auto_increment" : "";
        }
        return switch (column.numbering()) {
            case NONE -> "";
            case IDENTITY_BY_DEFAULT -> " generated by default as identity";
            case IDENTITY_ALWAYS -> " generated always as identity";
        };
    }

    /** Whether a column's values must be equal to the database exactly if they are the same text. */
    private static boolean tellsRowsApart(RandomSchema schema, RandomTable table, RandomColumn column) {
        return table.allKeys().stream().anyMatch(key -> key.contains(column.name()))
                || column.name().equals(schema.tenantColumn())
                || table.references().stream()
                        .anyMatch(reference -> reference.columns().contains(column.name()));
    }

    /** The databases' own collation there takes texts for equal that differ in case, accents or blanks at their end. */
    private String exactly(RandomColumn column) {
        return engine == Engine.MARIADB && column.type() == ValueType.TEXT ? " collate utf8mb4_nopad_bin" : "";
    }

    private String type(RandomColumn column) {
        return switch (column.type()) {
            case INTEGER -> "integer";
            case BIGINT -> "bigint";
            case DECIMAL -> "numeric(10,2)";
            case TRUTH -> "boolean";
            case TEXT -> "varchar(" + column.length() + ")";
            case LONG_TEXT -> each("character large object", "text", "mediumtext");
            case DATE -> "date";
            case MOMENT -> each("timestamp(6)", "timestamp(6)", "datetime(6)");
            case ZONED -> each("timestamp(6) with time zone", "timestamp(6) with time zone", "timestamp(6)");
            case UNIQUE_ID -> "uuid";
            case BYTES -> each("varbinary(100)", "bytea", "varbinary(100)");
            case JSON -> each("json", "jsonb", "json");
        };
    }

    String literal(RandomColumn column, @Nullable String text) {
        if (text == null) {
            return "null";
        }
        return switch (column.type()) {
            case INTEGER, BIGINT, DECIMAL, TRUTH -> text;
            case TEXT, LONG_TEXT -> quoted(text) + each("", "", " collate utf8mb4_nopad_bin");
            case DATE -> "date " + quoted(text);
            case MOMENT -> "timestamp " + quoted(text);
            case ZONED -> moment(text);
            case UNIQUE_ID -> "cast(" + quoted(text) + " as uuid)";
            case BYTES -> each("x'" + text + "'", "decode('" + text + "', 'hex')", "x'" + text + "'");
            case JSON -> each("json " + quoted(text), quoted(text) + "::jsonb", quoted(text));
        };
    }

    /** MariaDB has no literal with a time zone, and what is read from it has none. */
    private String moment(String text) {
        if (engine != Engine.MARIADB) {
            return "timestamp with time zone " + quoted(text);
        }
        if (!ZONED.matcher(text).matches()) {
            return quoted(text);
        }
        Instant moment = OffsetDateTime.parse(text, WITH_HOURS).toInstant();
        return "from_unixtime(%d.%06d)".formatted(moment.getEpochSecond(), moment.getNano() / 1000);
    }

    private String each(String h2, String postgres, String mariaDb) {
        return switch (engine) {
            case H2 -> h2;
            case POSTGRESQL -> postgres;
            case MARIADB -> mariaDb;
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
