// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.incident;

import dev.tenantbackup.incident.StepEntry.Outcome;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One incident: whose rows went wrong, and what was done about it until now.
 *
 * @param id names it
 * @param tenant whose rows
 * @param what what was seen to be wrong, in somebody's words
 * @param actor who opened it
 * @param openedAt when
 * @param entries what was done, oldest first: attempts that failed or were interrupted, too
 */
public record Incident(
        IncidentId id, TenantId tenant, String what, Actor actor, Instant openedAt, List<StepEntry> entries) {

    public Incident {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(openedAt, "openedAt");
        entries = List.copyOf(entries);
        if (what.isBlank()) {
            throw new IllegalArgumentException("an incident without a word of what is wrong");
        }
    }

    Incident with(StepEntry entry) {
        List<StepEntry> more = new ArrayList<>(entries);
        more.add(entry);
        return new Incident(id, tenant, what, actor, openedAt, more);
    }

    /** What was done, each attempt once: as it ended, or as begun if it did not. */
    List<StepEntry> attempts() {
        List<StepEntry> attempts = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            StepEntry entry = entries.get(i);
            boolean hasEnded = entry.outcome() == Outcome.BEGUN
                    && i + 1 < entries.size()
                    && entries.get(i + 1).step() == entry.step();
            if (!hasEnded) {
                attempts.add(entry);
            }
        }
        return attempts;
    }

    /** The latest attempt at a step, if there was one. */
    public Optional<StepEntry> latest(IncidentStep step) {
        return entries.stream().filter(entry -> entry.step() == step).reduce((earlier, later) -> later);
    }

    /** Whether the latest attempt at a step ended well, or the step can't be taken here. */
    public boolean isDone(IncidentStep step) {
        return latest(step)
                .map(StepEntry::outcome)
                .filter(outcome -> outcome == Outcome.DONE || outcome == Outcome.SKIPPED)
                .isPresent();
    }

    /** The first step that is still to be taken; empty if the incident is closed. */
    public Optional<IncidentStep> next() {
        return Arrays.stream(IncidentStep.values())
                .filter(step -> !isDone(step))
                .findFirst();
    }

    public boolean isClosed() {
        return isDone(IncidentStep.RESUME);
    }

    /** The backup that the latest assessment found sound, if it found one. */
    public Optional<BackupId> soundBackup() {
        return latest(IncidentStep.ASSESS)
                .flatMap(entry -> entry.fact(Facts.BACKUP))
                .map(BackupId::of);
    }
}
