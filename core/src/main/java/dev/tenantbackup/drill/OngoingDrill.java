// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drill;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.drill.DrillReport.Complaint;
import dev.tenantbackup.drill.DrillReport.Kind;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TenantBackupException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.operation.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report in the making. Stored when the drill begins, before anything can be left of it, and every now and then, so
 * that whoever finds it later knows whether it is alive.
 */
final class OngoingDrill {

    private static final Duration RENEWAL = Duration.ofMinutes(10);

    private final StoredDrills stored;
    private final InstantSource clock;
    private final Kind kind;
    private final DrillObjectives objectives;
    private final OperationContext context;
    private final Instant start;
    private final DrillId id;
    private final PhaseClock phases;
    private final List<String> notes = new ArrayList<>();
    private final @Nullable Long seed;
    private Scratch scratch;
    private @Nullable TenantId tenant;
    private @Nullable BackupId backup;
    private DrillOutcome outcome = DrillOutcome.RUNNING;
    private @Nullable Instant snapshotAt;
    private @Nullable Duration rpo;
    private long rows;
    private @Nullable Complaint problem;
    private Instant saved;

    OngoingDrill(
            StoredDrills stored,
            InstantSource clock,
            Kind kind,
            String target,
            @Nullable Long seed,
            DrillObjectives objectives,
            OperationContext context) {
        this.stored = stored;
        this.clock = clock;
        this.kind = kind;
        this.seed = seed;
        this.objectives = objectives;
        this.context = context;
        start = clock.instant();
        saved = start;
        id = DrillId.begunAt(start);
        scratch = new Scratch(target, id.scratchName(), List.of(), false);
        phases = new PhaseClock(clock, context.listener());
    }

    /** The tenant whose backup it is. */
    void concerns(@Nullable TenantId value) {
        tenant = value;
    }

    /** The backup that is restored. */
    void concerns(BackupRecord value) {
        backup = value.id();
    }

    Instant start() {
        return start;
    }

    DrillId id() {
        return id;
    }

    PhaseClock phases() {
        return phases;
    }

    Scratch scratch() {
        return scratch;
    }

    DrillOutcome outcome() {
        return outcome;
    }

    /** For steps whose phases are measured, and that can be cancelled. */
    OperationContext context() {
        return context.withListener(this::progressed);
    }

    /** For what has to be done whoever wants to stop. */
    OperationContext untilDone() {
        return OperationContext.of(context.actor());
    }

    private void progressed(Progress progress) {
        phases.progressed(progress);
        if (Duration.between(saved, clock.instant()).compareTo(RENEWAL) >= 0) {
            save();
        }
    }

    /** A scratch tenant is about to be there: whoever comes after a crash must know it. */
    void makes(TenantId scratchTenant) {
        if (!scratch.tenants().contains(scratchTenant)) {
            scratch = scratch.with(scratchTenant);
        }
        save();
    }

    void restored(DrillSteps.Rehearsed restored) {
        rows = restored.total();
        snapshotAt = restored.snapshotAt();
        if (kind == Kind.RESTORE) {
            Duration age = Duration.between(restored.snapshotAt(), start);
            // the database's clock may be ahead of ours
            rpo = age.isNegative() ? Duration.ZERO : age;
        }
    }

    void passed() {
        outcome = DrillOutcome.PASSED;
    }

    void failed(TenantBackupException failure) {
        outcome = DrillOutcome.of(failure);
        problem = new Complaint(
                failure.problem().message(), failure.problem().hint().orElse(null));
    }

    /** Something went wrong that nobody has foreseen. */
    void broke(Throwable defect) {
        outcome = DrillOutcome.INCONCLUSIVE;
        problem = new Complaint("The drill broke off: " + defect.getClass().getName() + ".", null);
    }

    void note(String sentence) {
        notes.add(sentence);
    }

    void discarded() {
        scratch = scratch.asDiscarded();
    }

    DrillReport save() {
        saved = clock.instant();
        DrillReport report = new DrillReport(
                id,
                kind,
                outcome,
                start,
                saved,
                context.actor().name(),
                tenant,
                backup,
                snapshotAt,
                seed,
                scratch,
                phases.phases(),
                rows,
                rpo,
                objectives,
                problem,
                notes);
        stored.save(report);
        return report;
    }
}
