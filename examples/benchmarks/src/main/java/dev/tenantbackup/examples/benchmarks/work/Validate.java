// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.work;

import dev.tenantbackup.archive.ValidationReport;
import dev.tenantbackup.examples.benchmarks.measure.Outcome;
import dev.tenantbackup.examples.benchmarks.measure.Work;
import org.jspecify.annotations.Nullable;

/** Validates a backup down to its rows: all digests, each row parsed and its types checked. */
public final class Validate implements Work {

    private final ArchivedTenant archived;
    private @Nullable ValidationReport report;

    public Validate(ArchivedTenant archived) {
        this.archived = archived;
    }

    @Override
    public String name() {
        return "validate all rows";
    }

    @Override
    public Outcome run() {
        report = archived.service().validate(archived.backup(), ValidationReport.Level.ROWS);
        return archived.subject().outcome(0);
    }

    @Override
    public void settle() {
        if (report == null || !report.valid()) {
            throw new IllegalStateException("the backup should be sound: " + report);
        }
    }
}
