// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.work;

import dev.tenantbackup.examples.benchmarks.measure.Outcome;
import dev.tenantbackup.examples.benchmarks.measure.Work;
import dev.tenantbackup.plan.RestorePlan;
import dev.tenantbackup.plan.TableChanges;

/** Compares a backup with its tenant, of whom nothing changed. */
public final class Diff implements Work {

    private final ArchivedTenant archived;
    private TableChanges changes = TableChanges.NONE;

    public Diff(ArchivedTenant archived) {
        this.archived = archived;
    }

    @Override
    public String name() {
        return "diff of an undamaged tenant";
    }

    @Override
    public Outcome run() {
        RestorePlan plan = archived.service().diff(archived.backup());
        changes = plan.total();
        return archived.subject().outcome(0);
    }

    @Override
    public void settle() {
        if (!changes.isEmpty()) {
            throw new IllegalStateException("the diff of an undamaged tenant shows " + changes);
        }
        archived.subject().require(changes.unchanged(), "rows were found unchanged");
    }
}
