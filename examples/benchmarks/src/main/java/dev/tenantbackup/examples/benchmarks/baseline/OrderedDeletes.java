// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.baseline;

import dev.tenantbackup.examples.benchmarks.data.BenchmarkDatabase;
import dev.tenantbackup.examples.benchmarks.data.SchemaShape;
import dev.tenantbackup.examples.benchmarks.data.TableShape;
import dev.tenantbackup.examples.benchmarks.data.TableShape.ReferenceShape;
import dev.tenantbackup.examples.benchmarks.data.TenantRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Deletes all rows of a tenant, each table before those that it refers to. */
public final class OrderedDeletes {

    private final SchemaShape schema;
    private final Bulk bulk;

    public OrderedDeletes(SchemaShape schema, Bulk bulk) {
        this.schema = schema;
        this.bulk = bulk;
    }

    /** Deletes and commits. */
    public void delete(BenchmarkDatabase database, long tenant) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : statements(tenant)) {
                statement.execute(sql);
            }
            connection.commit();
        }
        bulk.tidy(database);
    }

    private List<String> statements(long tenant) {
        List<String> statements = new ArrayList<>();
        statements.add("DROP TABLE IF EXISTS their_blobs");
        // once the attachments are gone, nothing tells whose the blobs were
        statements.add(
                "CREATE TEMPORARY TABLE their_blobs AS SELECT id FROM blobs WHERE " + TenantRows.of("blobs", tenant));
        schema.tables().forEach(table -> clearLaterReferences(table, tenant, statements));
        List<TableShape> leavesFirst = new ArrayList<>(schema.tables());
        Collections.reverse(leavesFirst);
        for (TableShape table : leavesFirst) {
            String condition = table.name().equals("blobs")
                    ? "id IN (SELECT id FROM their_blobs)"
                    : TenantRows.of(table.name(), tenant);
            statements.add("DELETE FROM " + table.name() + " WHERE " + condition);
        }
        statements.add("DROP TABLE their_blobs");
        return statements;
    }

    private void clearLaterReferences(TableShape table, long tenant, List<String> statements) {
        for (ReferenceShape reference : table.references()) {
            if (schema.isLater(reference.target(), table.name())) {
                reference.columns().stream()
                        .filter(column -> table.column(column).nullable())
                        .forEach(column -> statements.add("UPDATE " + table.name() + " SET " + column
                                + " = NULL WHERE " + column + " IS NOT NULL AND "
                                + TenantRows.of(table.name(), tenant)));
            }
        }
    }
}
