// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drill;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.database.TenantDatabase;
import dev.tenantbackup.drill.DrillReport.Kind;
import dev.tenantbackup.repository.BackupNotes;
import dev.tenantbackup.repository.BackupRepository;
import dev.tenantbackup.repository.ValidationNote;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** One drill of one backup, from the first note to the last. */
final class DrillRun {

    private final DrillSteps steps;
    private final BackupRepository repository;
    private final InstantSource clock;
    private final BackupRecord backup;
    private final OngoingDrill drill;
    private final @Nullable ScratchTarget target;

    DrillRun(
            DrillSteps steps,
            BackupRepository repository,
            InstantSource clock,
            BackupRecord backup,
            DrillRequest request) {
        this.steps = steps;
        this.repository = repository;
        this.clock = clock;
        this.backup = backup;
        target = request.target().orElse(null);
        drill = new OngoingDrill(
                new StoredDrills(repository),
                clock,
                Kind.RESTORE,
                target == null ? Scratch.TENANT : target.label(),
                request.seed().orElse(null),
                request.objectives(),
                request.context());
        drill.concerns(backup.tenant());
        drill.concerns(backup);
    }

    DrillReport run() {
        drill.save();
        DrillReport report = new Guarded(drill, this::recover, this::discard).run();
        judge(report);
        return report;
    }

    private void recover() {
        ScratchTarget own = target;
        if (own == null) {
            drill.phases().recovery("open");
            drill.restored(
                    steps.restoreAsNew(backup.id(), drill.scratch().tenantName(1), drill::makes, drill.context()));
        } else {
            drill.phases().recovery("prepare");
            TenantDatabase database = own.open(drill.scratch().name());
            drill.phases().recovery("open");
            drill.restored(steps.restoreInto(backup.id(), database, drill.context()));
        }
    }

    private void discard() {
        if (target != null) {
            target.discard(drill.scratch().name());
        } else {
            Leftovers.removeTenants(drill.scratch(), steps, drill.untilDone());
        }
    }

    /** What a drill has seen of a backup, nobody who only reads it can see. */
    private void judge(DrillReport report) {
        if (repository.find(backup.id()).isEmpty()) {
            return;
        }
        BackupNotes notes = repository.notes();
        switch (report.outcome()) {
            case PASSED -> notes.remember(ValidationNote.ofPassedDrill(backup.id(), clock.instant()));
            case FAILED ->
                notes.remember(ValidationNote.ofFailedDrill(
                        backup.id(),
                        clock.instant(),
                        "Drill " + report.id() + " failed: "
                                + report.complaint()
                                        .map(DrillReport.Complaint::message)
                                        .orElse("nobody knows why.")));
            case RUNNING, INCONCLUSIVE, INTERRUPTED -> {
                // nothing was learnt of the backup
            }
        }
    }
}
