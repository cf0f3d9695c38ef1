// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.baseline;

import dev.tenantbackup.examples.benchmarks.data.BenchmarkDatabase;
import dev.tenantbackup.examples.benchmarks.data.SchemaShape;
import dev.tenantbackup.examples.benchmarks.data.TableShape;
import dev.tenantbackup.examples.platform.Platform;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A database without tenants: it holds only what all of them share, with the same keys as where the tenants are. */
public final class EmptyDatabase implements AutoCloseable {

    private static final List<String> SHARED = List.of("countries", "allergens", "plans");
    private static final String NOBODYS_USERS = "restaurant_id IS NULL AND home_location_id IS NULL";

    private final BenchmarkDatabase database;
    private final Bulk bulk;
    private final Map<TableShape, byte[]> sharedRows;

    private EmptyDatabase(BenchmarkDatabase database, Bulk bulk, Map<TableShape, byte[]> sharedRows) {
        this.database = database;
        this.bulk = bulk;
        this.sharedRows = sharedRows;
    }

    /** A new one beside a database with tenants. */
    public static EmptyDatabase beside(BenchmarkDatabase tenants, Bulk bulk) throws SQLException, IOException {
        Map<TableShape, byte[]> shared = new LinkedHashMap<>();
        try (Connection connection = tenants.connect()) {
            bulk.beginSnapshot(connection);
            for (TableShape table : SchemaShape.read(connection, SHARED).tables()) {
                shared.put(table, rows(connection, bulk, table, "1 = 1"));
            }
            TableShape users =
                    SchemaShape.read(connection, List.of("users")).tables().get(0);
            shared.put(users, rows(connection, bulk, users, NOBODYS_USERS));
            connection.rollback();
        }
        EmptyDatabase empty = new EmptyDatabase(BenchmarkDatabase.create(tenants.product()), bulk, shared);
        empty.clear();
        return empty;
    }

    private static byte[] rows(Connection connection, Bulk bulk, TableShape table, String condition)
            throws SQLException, IOException {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        bulk.copyOut(connection, table, condition, rows);
        return rows.toByteArray();
    }

    public BenchmarkDatabase database() {
        return database;
    }

    /** Makes it as it was. */
    public void clear() throws SQLException, IOException {
        bulk.truncate(database, Platform.tables());
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            for (Map.Entry<TableShape, byte[]> rows : sharedRows.entrySet()) {
                bulk.copyIn(connection, rows.getKey(), new ByteArrayInputStream(rows.getValue()));
            }
            connection.commit();
        }
        bulk.tidy(database);
    }

    @Override
    public void close() {
        database.close();
    }
}
