// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.work;

import dev.tenantbackup.CloneRequest;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.examples.benchmarks.baseline.Bulk;
import dev.tenantbackup.examples.benchmarks.baseline.OrderedDeletes;
import dev.tenantbackup.examples.benchmarks.data.Subject;
import dev.tenantbackup.examples.benchmarks.measure.Outcome;
import dev.tenantbackup.examples.benchmarks.measure.Work;
import dev.tenantbackup.model.TenantId;
import java.sql.SQLException;
import java.util.function.Function;

/** Makes a new tenant of the rows of another, under new keys, and deletes it afterwards. */
public final class Copies implements Work {

    private final String name;
    private final ArchivedTenant archived;
    private final Function<ArchivedTenant, TenantId> copying;
    private final OrderedDeletes deletes;
    private long copy;

    private Copies(String name, ArchivedTenant archived, Bulk bulk, Function<ArchivedTenant, TenantId> copying) {
        this.name = name;
        this.archived = archived;
        this.copying = copying;
        this.deletes = new OrderedDeletes(archived.subject().schema(), bulk);
    }

    /** From the backup. */
    public static Copies restored(ArchivedTenant archived, Bulk bulk) {
        return new Copies(
                "restore as a new tenant",
                archived,
                bulk,
                source -> source.service()
                        .restore(source.backup(), RestoreRequest.asNewTenant("Casa Nueva"))
                        .tenant());
    }

    /** From the live rows. */
    public static Copies cloned(ArchivedTenant archived, Bulk bulk) {
        return new Copies(
                "clone",
                archived,
                bulk,
                source -> source.service()
                        .clone(source.tenant(), CloneRequest.named("Casa Nueva"))
                        .tenant());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Outcome run() {
        copy = Long.parseLong(copying.apply(archived).value());
        return archived.subject().withoutQueue().outcome(0);
    }

    @Override
    public void settle() throws SQLException {
        Subject subject = archived.subject().withoutQueue();
        subject.requireSameCounts(subject.database(), copy);
        deletes.delete(subject.database(), copy);
    }
}
