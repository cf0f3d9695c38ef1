// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.work;

import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.examples.benchmarks.baseline.Bulk;
import dev.tenantbackup.examples.benchmarks.data.Harm;
import dev.tenantbackup.examples.benchmarks.measure.Outcome;
import dev.tenantbackup.examples.benchmarks.measure.Work;
import dev.tenantbackup.plan.TableChanges;
import java.sql.SQLException;

/** Restores a tenant in place after some of its rows were changed, or none. Takes no safety backup, which is an export. */
public final class RestoreInPlace implements Work {

    private final ArchivedTenant archived;
    private final Harm harm;
    private final Bulk bulk;
    private long harmed;
    private TableChanges changes = TableChanges.NONE;

    public RestoreInPlace(ArchivedTenant archived, Harm harm, Bulk bulk) {
        this.archived = archived;
        this.harm = harm;
        this.bulk = bulk;
    }

    @Override
    public String name() {
        return "restore in place, " + harm.text();
    }

    @Override
    public void prepare() throws SQLException {
        harmed = harm.inflict(archived.subject());
    }

    @Override
    public Outcome run() {
        RestoreResult result = archived.service()
                .restore(
                        archived.backup(),
                        RestoreRequest.into(archived.tenant()).withoutSafetyBackup());
        changes = result.total();
        return archived.subject().outcome(0);
    }

    @Override
    public void settle() throws SQLException {
        if (changes.updated() != harmed || changes.written() != harmed) {
            throw new IllegalStateException(harmed + " rows were changed, and the restore did " + changes);
        }
        archived.subject().require(changes.unchanged() + harmed, "rows were compared");
        harm.requireHealed(archived.subject());
        bulk.tidy(archived.subject().database());
    }
}
