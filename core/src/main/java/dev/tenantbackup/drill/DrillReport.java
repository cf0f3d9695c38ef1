// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drill;

import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a drill did and found. Stored beside the backups when the drill begins, and again when it ends.
 *
 * @param id names the drill
 * @param kind what was rehearsed
 * @param outcome how it ended
 * @param startedAt when it began
 * @param renewedAt when it was last known to be alive
 * @param actor who asked
 * @param tenant whose backup it was; of the procedure, whose rows the test tenant got
 * @param backup which; null where the procedure did not come to make one
 * @param snapshotAt the moment that the data show; null if they were not restored
 * @param seed that the tenant was drawn by; null if it was named
 * @param scratch what it was restored into
 * @param phases in their order
 * @param rows restored and proved
 * @param rpo the age of the data when the drill began, in whole milliseconds; null if they were not restored
 * @param objectives what it is measured against
 * @param problem what was in the way; null if nothing was
 * @param notes what else a person should know, a sentence each: that something is left
 */
public record DrillReport(
        DrillId id,
        Kind kind,
        DrillOutcome outcome,
        Instant startedAt,
        Instant renewedAt,
        String actor,
        @Nullable TenantId tenant,
        @Nullable BackupId backup,
        @Nullable Instant snapshotAt,
        @Nullable Long seed,
        Scratch scratch,
        List<DrillPhase> phases,
        long rows,
        @Nullable Duration rpo,
        DrillObjectives objectives,
        @Nullable Complaint problem,
        List<String> notes) {

    public DrillReport {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(renewedAt, "renewedAt");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(scratch, "scratch");
        Objects.requireNonNull(objectives, "objectives");
        rpo = rpo == null ? null : Duration.ofMillis(rpo.toMillis());
        phases = List.copyOf(phases);
        notes = List.copyOf(notes);
    }

    /**
     * The report that some bytes hold.
     *
     * @throws ArchiveException if they hold none, or one of a newer format
     */
    public static DrillReport parse(byte[] json) {
        return DrillJson.parse(json);
    }

    /** Its bytes as they are stored: one JSON object, described in {@code docs/drills.md}. */
    public byte[] toBytes() {
        return DrillJson.write(this);
    }

    /** The same, now that nothing is left of it. */
    DrillReport asDiscarded() {
        return new DrillReport(
                id,
                kind,
                outcome == DrillOutcome.RUNNING ? DrillOutcome.INTERRUPTED : outcome,
                startedAt,
                renewedAt,
                actor,
                tenant,
                backup,
                snapshotAt,
                seed,
                scratch.asDiscarded(),
                phases,
                rows,
                rpo,
                objectives,
                problem,
                notes);
    }

    /** How long a recovery takes: all its phases together; empty if it was not gone through to the end. */
    public Optional<Duration> rto() {
        return outcome == DrillOutcome.PASSED ? Optional.of(recovery()) : Optional.empty();
    }

    private Duration recovery() {
        return phases.stream()
                .filter(DrillPhase::recovery)
                .map(DrillPhase::duration)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** The age of the data when the drill began. */
    public Optional<Duration> age() {
        return Optional.ofNullable(rpo);
    }

    public Judgement rtoJudgement() {
        return Judgement.of(rto(), objectives.longestRecovery());
    }

    public Judgement rpoJudgement() {
        return Judgement.of(age(), objectives.greatestAge());
    }

    /** Whether the backup was restored and proved, and no objective was missed. */
    public boolean isGood() {
        return outcome == DrillOutcome.PASSED
                && rtoJudgement() != Judgement.MISSED
                && rpoJudgement() != Judgement.MISSED;
    }

    public Optional<Complaint> complaint() {
        return Optional.ofNullable(problem);
    }

    /** What was rehearsed. */
    public enum Kind {
        /** The restore of a backup. */
        RESTORE,
        /** The whole procedure: a test tenant made, filled, backed up, restored under another name, verified. */
        PROCEDURE
    }

    /** Whether an objective was met. */
    public enum Judgement {
        MET,
        MISSED,
        /** There is no objective, or nothing to hold against it. */
        NONE;

        private static Judgement of(Optional<Duration> measured, Optional<Duration> objective) {
            if (measured.isEmpty() || objective.isEmpty()) {
                return NONE;
            }
            return measured.get().compareTo(objective.get()) <= 0 ? MET : MISSED;
        }
    }

    /**
     * What was in the way.
     *
     * @param message what happened
     * @param hint what to do; null if nobody knows
     */
    public record Complaint(String message, @Nullable String hint) {

        public Complaint {
            Objects.requireNonNull(message, "message");
        }
    }
}
