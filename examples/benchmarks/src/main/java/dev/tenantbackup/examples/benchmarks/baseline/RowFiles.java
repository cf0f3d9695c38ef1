// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.baseline;

import dev.tenantbackup.examples.benchmarks.data.BenchmarkDatabase;
import dev.tenantbackup.examples.benchmarks.data.SchemaShape;
import dev.tenantbackup.examples.benchmarks.data.TableShape;
import dev.tenantbackup.examples.benchmarks.data.TableShape.ColumnShape;
import dev.tenantbackup.examples.benchmarks.data.TenantRows;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A tenant's rows in files, one for each table, as its product's bulk loader reads them. References that close a cycle
 * are empty there, and come as a few UPDATEs afterwards.
 */
final class RowFiles {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path folder;
    private final SchemaShape schema;
    private final List<String> updates;

    private RowFiles(Path folder, SchemaShape schema, List<String> updates) {
        this.folder = folder;
        this.schema = schema;
        this.updates = updates;
    }

    /** Writes a tenant's rows into an existing folder. */
    static RowFiles write(Path folder, BenchmarkDatabase database, SchemaShape schema, Bulk bulk, long tenant)
            throws SQLException, IOException {
        List<String> updates = new ArrayList<>();
        try (Connection connection = database.connect()) {
            bulk.beginSnapshot(connection);
            for (TableShape table : schema.tables()) {
                String condition = TenantRows.of(table.name(), tenant);
                List<ColumnShape> later = laterColumns(schema, table);
                for (ColumnShape column : later) {
                    updates.addAll(updates(connection, table, column, condition));
                }
                try (OutputStream out =
                        new BufferedOutputStream(Files.newOutputStream(file(folder, table)), BUFFER_BYTES)) {
                    bulk.copyOut(connection, without(table, later), condition, out);
                }
            }
            connection.rollback();
        }
        return new RowFiles(folder, schema, updates);
    }

    /** Loads all rows in the connection's transaction. */
    long load(Connection connection, Bulk bulk) throws SQLException, IOException {
        long rows = 0;
        for (TableShape table : schema.tables()) {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file(folder, table)), BUFFER_BYTES)) {
                rows += bulk.copyIn(connection, without(table, laterColumns(schema, table)), in);
            }
        }
        try (Statement statement = connection.createStatement()) {
            for (String update : updates) {
                statement.execute(update);
            }
        }
        return rows;
    }

    long bytes() throws IOException {
        long bytes = 0;
        for (TableShape table : schema.tables()) {
            bytes += Files.size(file(folder, table));
        }
        return bytes;
    }

    private static Path file(Path folder, TableShape table) {
        return folder.resolve(table.name());
    }

    private static List<ColumnShape> laterColumns(SchemaShape schema, TableShape table) {
        return table.columns().stream()
                .filter(ColumnShape::nullable)
                .filter(column -> table.references().stream()
                        .filter(reference -> reference.columns().contains(column.name()))
                        .anyMatch(reference -> !reference.target().equals(table.name())
                                && schema.isLater(reference.target(), table.name())))
                .toList();
    }

    private static TableShape without(TableShape table, List<ColumnShape> columns) {
        return new TableShape(
                table.name(),
                table.columns().stream()
                        .filter(column -> !columns.contains(column))
                        .toList(),
                table.primaryKey(),
                table.references());
    }

    private static List<String> updates(Connection connection, TableShape table, ColumnShape column, String condition)
            throws SQLException {
        String key = table.primaryKey().stream().collect(Collectors.joining());
        List<String> updates = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + key + ", " + column.name() + " FROM " + table.name()
                        + " WHERE " + column.name() + " IS NOT NULL AND " + condition)) {
            while (row.next()) {
                updates.add("UPDATE " + table.name() + " SET " + column.name() + " = " + row.getLong(2) + " WHERE "
                        + key + " = " + row.getLong(1));
            }
        }
        return updates;
    }
}
