// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.baseline;

import dev.tenantbackup.examples.benchmarks.data.Crowd;
import dev.tenantbackup.examples.benchmarks.data.TableShape;
import dev.tenantbackup.examples.benchmarks.data.TenantRows;
import dev.tenantbackup.examples.benchmarks.measure.Outcome;
import dev.tenantbackup.examples.benchmarks.measure.Work;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;

/** The queries of many small tenants, one tenant after the other, each from a snapshot of its own. */
public final class SmallQueries implements Work {

    private final Crowd crowd;
    private final Bulk bulk;
    private long rows;

    public SmallQueries(Crowd crowd, Bulk bulk) {
        this.crowd = crowd;
        this.bulk = bulk;
    }

    @Override
    public String name() {
        return "their queries";
    }

    @Override
    public Outcome run() throws SQLException, IOException {
        rows = 0;
        for (long tenant : crowd.tenants()) {
            try (Connection connection = crowd.database().connect()) {
                bulk.beginSnapshot(connection);
                for (TableShape table : crowd.schema().tables()) {
                    rows += bulk.copyOut(
                            connection, table, TenantRows.of(table.name(), tenant), OutputStream.nullOutputStream());
                }
                connection.rollback();
            }
        }
        return crowd.outcome();
    }

    @Override
    public void settle() {
        crowd.require(rows);
    }
}
