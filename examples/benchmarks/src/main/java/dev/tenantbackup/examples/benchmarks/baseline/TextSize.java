// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.baseline;

import dev.tenantbackup.examples.benchmarks.data.BenchmarkDatabase;
import dev.tenantbackup.examples.benchmarks.data.SchemaShape;
import dev.tenantbackup.examples.benchmarks.data.TableShape;
import dev.tenantbackup.examples.benchmarks.data.TenantRows;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** How large a tenant's rows are as the database writes them as text. */
public final class TextSize {

    private TextSize() {}

    /** The size per table. Reads all rows of the tenant once. */
    public static Map<String, Long> of(BenchmarkDatabase database, SchemaShape schema, Bulk bulk, long tenant)
            throws SQLException, IOException {
        Map<String, Long> sizes = new LinkedHashMap<>();
        try (Connection connection = database.connect()) {
            bulk.beginSnapshot(connection);
            for (TableShape table : schema.tables()) {
                CountedBytes bytes = new CountedBytes();
                bulk.copyOut(connection, table, TenantRows.of(table.name(), tenant), bytes);
                sizes.put(table.name(), bytes.count());
            }
            connection.rollback();
        }
        return sizes;
    }
}
