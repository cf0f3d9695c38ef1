// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.data;

import dev.tenantbackup.examples.benchmarks.data.TableShape.ColumnShape;
import dev.tenantbackup.examples.benchmarks.data.TableShape.ReferenceShape;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Tables, each after those that it refers to (references that close a cycle aside). */
public record SchemaShape(List<TableShape> tables) {

    public SchemaShape {
        tables = List.copyOf(tables);
    }

    /** Reads the definitions of the tables that hold tenants' rows. */
    public static SchemaShape read(Connection connection) throws SQLException {
        return read(connection, TenantRows.tables());
    }

    /** Reads the definitions of some tables. */
    public static SchemaShape read(Connection connection, List<String> names) throws SQLException {
        DatabaseMetaData definitions = connection.getMetaData();
        List<TableShape> tables = new ArrayList<>();
        for (String table : names) {
            tables.add(new TableShape(
                    table,
                    columns(definitions, connection, table),
                    primaryKey(definitions, connection, table),
                    references(definitions, connection, table)));
        }
        return new SchemaShape(tables);
    }

    /** The same without one table. */
    SchemaShape without(String name) {
        return new SchemaShape(
                tables.stream().filter(table -> !table.name().equals(name)).toList());
    }

    public TableShape table(String name) {
        return tables.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no table '" + name + "' here"));
    }

    /** Whether a table comes after another one, or is it: a reference to it has to wait. */
    public boolean isLater(String table, String than) {
        return position(table) >= position(than);
    }

    private int position(String table) {
        for (int i = 0; i < tables.size(); i++) {
            if (tables.get(i).name().equals(table)) {
                return i;
            }
        }
        return -1;
    }

    private static List<ColumnShape> columns(DatabaseMetaData definitions, Connection connection, String table)
            throws SQLException {
        List<ColumnShape> columns = new ArrayList<>();
        try (ResultSet row = definitions.getColumns(connection.getCatalog(), connection.getSchema(), table, "%")) {
            while (row.next()) {
                if (!row.getString("IS_GENERATEDCOLUMN").equals("YES")) {
                    columns.add(new ColumnShape(
                            row.getString("COLUMN_NAME"),
                            row.getInt("DATA_TYPE"),
                            row.getInt("NULLABLE") == DatabaseMetaData.columnNullable,
                            Objects.requireNonNullElse(row.getString("COLUMN_DEF"), "")));
                }
            }
        }
        return columns;
    }

    private static List<String> primaryKey(DatabaseMetaData definitions, Connection connection, String table)
            throws SQLException {
        Map<Integer, String> columns = new TreeMap<>();
        try (ResultSet row = definitions.getPrimaryKeys(connection.getCatalog(), connection.getSchema(), table)) {
            while (row.next()) {
                columns.put(row.getInt("KEY_SEQ"), row.getString("COLUMN_NAME"));
            }
        }
        return List.copyOf(columns.values());
    }

    private static List<ReferenceShape> references(DatabaseMetaData definitions, Connection connection, String table)
            throws SQLException {
        Map<String, ReferenceShape> references = new LinkedHashMap<>();
        try (ResultSet row = definitions.getImportedKeys(connection.getCatalog(), connection.getSchema(), table)) {
            while (row.next()) {
                ReferenceShape part = new ReferenceShape(
                        List.of(row.getString("FKCOLUMN_NAME")),
                        row.getString("PKTABLE_NAME"),
                        List.of(row.getString("PKCOLUMN_NAME")));
                references.merge(row.getString("FK_NAME"), part, SchemaShape::joined);
            }
        }
        return List.copyOf(references.values());
    }

    private static ReferenceShape joined(ReferenceShape one, ReferenceShape other) {
        return new ReferenceShape(
                concat(one.columns(), other.columns()),
                one.target(),
                concat(one.targetColumns(), other.targetColumns()));
    }

    private static List<String> concat(List<String> one, List<String> other) {
        List<String> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }
}
