// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform.dialect;

import dev.tenantbackup.examples.platform.schema.Column;
import dev.tenantbackup.examples.platform.schema.ForeignKey;
import dev.tenantbackup.examples.platform.schema.Schema;
import dev.tenantbackup.examples.platform.schema.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The statements that create the platform's tables on one product: tables, indexes, references, triggers. */
public final class SchemaScript {

    private final Schema schema;
    private final Dialect dialect;

    public SchemaScript(Schema schema, Dialect dialect) {
        this.schema = schema;
        this.dialect = dialect;
    }

    /** The statements in the order in which they work. */
    public List<String> statements() {
        List<String> statements = new ArrayList<>(dialect.beforeTables(schema));
        schema.sequences().forEach(sequence -> statements.add("CREATE SEQUENCE " + sequence));
        schema.tables().forEach(table -> statements.add(createTable(table)));
        schema.tables().forEach(table -> statements.addAll(createIndexes(table)));
        schema.tables().forEach(table -> statements.addAll(addForeignKeys(table)));
        for (Table table : schema.tables()) {
            for (Column column : table.columns()) {
                if (column.origin() == Column.Origin.TOUCHED) {
                    statements.addAll(dialect.touchTrigger(table, column));
                }
            }
        }
        return statements;
    }

    private String createTable(Table table) {
        List<String> parts = new ArrayList<>();
        table.columns().forEach(column -> parts.add(dialect.name(column.name()) + " " + definition(column)));
        if (!table.primaryKey().isEmpty()) {
            parts.add("CONSTRAINT pk_" + table.name() + " PRIMARY KEY (" + names(table.primaryKey()) + ")");
        }
        for (List<String> key : table.uniqueKeys()) {
            parts.add("CONSTRAINT " + named("uq", table, key) + " UNIQUE (" + names(key) + ")");
        }
        table.checks().forEach((name, condition) -> parts.add("CONSTRAINT " + name + " CHECK (" + condition + ")"));
        return "CREATE TABLE " + table.name() + " (\n    " + String.join(",\n    ", parts) + "\n)"
                + dialect.tableSuffix();
    }

    private String definition(Column column) {
        String type = column.type().name(dialect);
        String suffix = column.nullable() ? " NULL" : " NOT NULL";
        return switch (column.origin()) {
            case IDENTITY, IDENTITY_ALWAYS -> dialect.identity(column) + suffix;
            case COMPUTED -> type + " " + dialect.computed(column.expression());
            case TOUCHED -> dialect.touched();
            case SEQUENCE -> type + " DEFAULT " + dialect.nextValue(column.expression()) + suffix;
            case DEFAULT -> type + " DEFAULT " + column.expression() + suffix;
            case APPLICATION -> type + suffix;
        };
    }

    private List<String> createIndexes(Table table) {
        Set<List<String>> indexed = new LinkedHashSet<>(table.indexes());
        for (ForeignKey key : table.foreignKeys()) {
            if (!table.covers(key.columns())) {
                indexed.add(key.columns());
            }
        }
        return indexed.stream()
                .map(columns -> "CREATE INDEX " + named("ix", table, columns) + " ON " + table.name() + " ("
                        + names(columns) + ")")
                .toList();
    }

    private List<String> addForeignKeys(Table table) {
        return table.foreignKeys().stream()
                .map(key -> "ALTER TABLE " + table.name() + " ADD CONSTRAINT " + named("fk", table, key.columns())
                        + " FOREIGN KEY (" + names(key.columns()) + ") REFERENCES " + key.target() + " ("
                        + names(key.targetColumns()) + ") ON DELETE "
                        + key.onDelete().sql()
                        + dialect.foreignKeySuffix(key))
                .toList();
    }

    private String names(List<String> columns) {
        return columns.stream().map(dialect::name).collect(Collectors.joining(", "));
    }

    private static String named(String prefix, Table table, List<String> columns) {
        return prefix + "_" + table.name() + "_" + String.join("_", columns);
    }
}
