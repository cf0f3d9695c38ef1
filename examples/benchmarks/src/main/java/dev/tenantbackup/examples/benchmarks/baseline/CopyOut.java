// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.baseline;

import dev.tenantbackup.examples.benchmarks.data.Subject;
import dev.tenantbackup.examples.benchmarks.data.TableShape;
import dev.tenantbackup.examples.benchmarks.data.TenantRows;
import dev.tenantbackup.examples.benchmarks.measure.Outcome;
import dev.tenantbackup.examples.benchmarks.measure.Work;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Streams all rows of a tenant out of the database, from one snapshot, and throws them away. */
public final class CopyOut implements Work {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Subject subject;
    private final Bulk bulk;
    private final Sink sink;
    private long rows;

    public CopyOut(Subject subject, Bulk bulk, Sink sink) {
        this.subject = subject;
        this.bulk = bulk;
        this.sink = sink;
    }

    @Override
    public String name() {
        return sink == Sink.NOTHING ? "rows out" : "rows out, deflate 1";
    }

    @Override
    public Outcome run() throws SQLException, IOException {
        CountedBytes written = new CountedBytes();
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        rows = 0;
        try (Connection connection = subject.database().connect();
                OutputStream out = sink == Sink.NOTHING
                        ? written
                        : new BufferedOutputStream(
                                new DeflaterOutputStream(written, deflater, BUFFER_BYTES), BUFFER_BYTES)) {
            bulk.beginSnapshot(connection);
            for (TableShape table : subject.schema().tables()) {
                rows += bulk.copyOut(connection, table, TenantRows.of(table.name(), subject.tenant()), out);
            }
            connection.rollback();
        } finally {
            deflater.end();
        }
        return subject.outcome(sink == Sink.NOTHING ? 0 : written.count());
    }

    @Override
    public void settle() {
        subject.require(rows, "rows came out");
    }

    /** Where the rows go. */
    public enum Sink {
        NOTHING,
        DEFLATE_1
    }
}
