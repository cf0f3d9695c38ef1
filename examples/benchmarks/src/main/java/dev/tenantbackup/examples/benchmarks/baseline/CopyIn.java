// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.baseline;

import dev.tenantbackup.examples.benchmarks.data.BenchmarkDatabase;
import dev.tenantbackup.examples.benchmarks.data.Subject;
import dev.tenantbackup.examples.benchmarks.measure.Outcome;
import dev.tenantbackup.examples.benchmarks.measure.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** Loads a tenant's rows from files into the tables with all their indexes and foreign keys, in one transaction. */
public final class CopyIn implements Work {

    private final Subject subject;
    private final Bulk bulk;
    private final RowFiles files;
    private final BenchmarkDatabase target;
    private final long tenant;
    private final Undo undo;

    private CopyIn(Subject subject, Bulk bulk, RowFiles files, BenchmarkDatabase target, long tenant, Undo undo) {
        this.subject = subject;
        this.bulk = bulk;
        this.files = files;
        this.target = target;
        this.tenant = tenant;
        this.undo = undo;
    }

    /**
     * The tenant's rows as they are, into a database that has none.
     *
     * @param folder for the files
     */
    public static CopyIn into(EmptyDatabase empty, Subject subject, Bulk bulk, Path folder)
            throws SQLException, IOException {
        RowFiles files = RowFiles.write(
                Files.createDirectories(folder), subject.database(), subject.schema(), bulk, subject.tenant());
        return new CopyIn(subject, bulk, files, empty.database(), subject.tenant(), empty::clear);
    }

    /**
     * The rows under keys of their own, into the database where the tenant is. They are those of a copy that is made and
     * deleted for this.
     *
     * @param folder for the files
     */
    public static CopyIn besides(Subject subject, Bulk bulk, Path folder) throws SQLException, IOException {
        KeyMapClone clone = new KeyMapClone(subject, bulk);
        clone.run();
        long tenant = clone.copy();
        RowFiles files =
                RowFiles.write(Files.createDirectories(folder), subject.database(), subject.schema(), bulk, tenant);
        clone.settle();
        OrderedDeletes deletes = new OrderedDeletes(subject.schema(), bulk);
        return new CopyIn(
                subject, bulk, files, subject.database(), tenant, () -> deletes.delete(subject.database(), tenant));
    }

    @Override
    public String name() {
        return "rows in";
    }

    @Override
    public Outcome run() throws SQLException, IOException {
        try (Connection connection = target.connect()) {
            connection.setAutoCommit(false);
            subject.require(files.load(connection, bulk), "rows went in");
            connection.commit();
        }
        return subject.outcome(0);
    }

    @Override
    public void settle() throws SQLException, IOException {
        subject.requireSameCounts(target, tenant);
        undo.run();
    }

    /** Takes the loaded rows away again. */
    private interface Undo {
        void run() throws SQLException, IOException;
    }
}
