// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.incident;

import dev.tenantbackup.fence.FenceLevel;
import dev.tenantbackup.fence.FenceRequest;
import dev.tenantbackup.fence.RaisedFence;
import dev.tenantbackup.fence.TenantFence;
import dev.tenantbackup.incident.Assessment.Look;
import dev.tenantbackup.incident.StepEntry.Outcome;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TenantBackupException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.Actor;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.repository.BackupRepository;
import dev.tenantbackup.verify.VerifyResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Guides through an incident: {@link #open}, then {@link #fence}, {@link #assess}, {@link #restore}, {@link #verify}, {@link
 * #resume}, in this order or as the day demands. Each step is recorded before it is begun and when it has ended, with its
 * evidence, in a document beside the backups; a step that was interrupted or failed is simply taken again, by whomever, in
 * whatever process. {@link Incident#next} says which one is due.
 *
 * <p>For one operator at a time: of two who take steps of one incident at once, the later record wins. Steps of several
 * incidents don't meet.
 */
public final class IncidentProcedure {

    private final IncidentLog log;
    private final Recovery recovery;
    private final InstantSource clock;

    /**
     * @param repository where the records lie
     * @param recovery what does the work
     */
    public IncidentProcedure(BackupRepository repository, Recovery recovery, InstantSource clock) {
        this.log = new IncidentLog(repository);
        this.recovery = Objects.requireNonNull(recovery, "recovery");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Opens an incident; changes nothing of the tenant.
     *
     * @param what what was seen to be wrong
     */
    public Incident open(TenantId tenant, String what, Actor actor) {
        Incident incident = new Incident(IncidentId.random(), tenant, what, actor, clock.instant(), List.of());
        log.save(incident);
        return incident;
    }

    /** All incidents, newest first: also those that somebody left half-way. */
    public List<Incident> list() {
        return log.all();
    }

    /**
     * An incident as its record tells it.
     *
     * @throws dev.tenantbackup.model.NotFoundException if there is none of that id
     */
    public Incident find(IncidentId id) {
        return log.require(id);
    }

    /**
     * Stops the tenant's writes, or everything. Where there is no fence the step is skipped, and the record says so.
     *
     * @throws dev.tenantbackup.model.ConflictException if the fence is up and not effective within that time; take the step
     *     again
     */
    public Incident fence(IncidentId id, FenceLevel level, Duration patience, Actor actor) {
        return take(id, IncidentStep.FENCE, actor, incident -> {
            Optional<TenantFence> fence = recovery.fence();
            if (fence.isEmpty()) {
                return new Taken(
                        Outcome.SKIPPED,
                        Map.of(),
                        List.of("There is no fence here: stop the tenant's writes by hand."));
            }
            RaisedFence up = fence.get()
                    .raise(new FenceRequest(
                            incident.tenant(), level, actor, "incident " + id + ": " + shortened(incident), patience));
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put(Facts.LEVEL, up.level().word());
            facts.put(Facts.RAISED_AT, up.raisedAt().toString());
            facts.put(
                    Facts.EFFECTIVE_SINCE, up.effective().map(Instant::toString).orElse("unknown"));
            return Taken.done(facts, List.of());
        });
    }

    private static String shortened(Incident incident) {
        int room = FenceRequest.LONGEST_REASON / 2;
        return incident.what().length() <= room
                ? incident.what()
                : incident.what().substring(0, room);
    }

    /**
     * Compares the tenant with its backups, newest first, until one is from before the damage: the first that differs from
     * the tenant in all these signs, or in anything if none is given. Reads each of these backups whole; changes nothing.
     */
    public Assessment assess(IncidentId id, List<DamageSign> signs, Actor actor) {
        List<List<Look>> looks = new ArrayList<>();
        Incident incident = take(id, IncidentStep.ASSESS, actor, open -> {
            List<Look> found = new Walk(recovery, signs).back(open.tenant());
            looks.add(found);
            Findings findings = new Findings(found);
            boolean isFound = findings.facts().containsKey(Facts.BACKUP);
            return new Taken(isFound ? Outcome.DONE : Outcome.FAILED, findings.facts(), findings.remarks());
        });
        return new Assessment(incident, looks.get(0));
    }

    /**
     * Restores the backup that the assessment found.
     *
     * @throws InvalidRequestException if it found none
     */
    public Incident restore(IncidentId id, OperationContext context) {
        BackupId backup = log.require(id)
                .soundBackup()
                .orElseThrow(() -> new InvalidRequestException(
                        Problem.of("No assessment of incident '" + id + "' has found a backup from before the damage.")
                                .withHint("assess first, or name the backup to restore.")));
        return restore(id, backup, context);
    }

    /** Restores a backup that somebody has chosen. Taken again after an interruption, it writes what is still to be written. */
    public Incident restore(IncidentId id, BackupId backup, OperationContext context) {
        return take(id, IncidentStep.RESTORE, context.actor(), incident -> {
            Recovery.Restored restored = recovery.restore(backup, context);
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put(Facts.BACKUP, backup.value());
            facts.put(Facts.RESTORE, restored.id().value());
            facts.put(Facts.WRITTEN, Long.toString(restored.written()));
            facts.put(Facts.EXCLUSIVE, Boolean.toString(restored.exclusive()));
            facts.put(Facts.CHANGED_DURING, Integer.toString(restored.changedDuring()));
            restored.safety().ifPresent(safety -> facts.put(Facts.SAFETY_BACKUP, safety.value()));
            return Taken.done(facts, restored.notes());
        });
    }

    /** Checks the tenant's rows by another road. What it finds is in the record; a problem leaves the step to be taken. */
    public Incident verify(IncidentId id, OperationContext context) {
        return take(id, IncidentStep.VERIFY, context.actor(), incident -> {
            VerifyResult result = recovery.verify(incident.tenant(), context);
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put(Facts.SOUND, Boolean.toString(result.sound()));
            facts.put(Facts.ROWS, Long.toString(result.rows()));
            return new Taken(
                    result.sound() ? Outcome.DONE : Outcome.FAILED,
                    facts,
                    result.problems().stream().map(problem -> problem.message()).toList());
        });
    }

    /**
     * Lets the tenant's writes go on, and closes the incident.
     *
     * @throws InvalidRequestException if something was restored, and has not been verified since
     */
    public Incident resume(IncidentId id, Actor actor) {
        Incident now = log.require(id);
        if (now.latest(IncidentStep.RESTORE).isPresent() && !now.isDone(IncidentStep.VERIFY)) {
            throw new InvalidRequestException(
                    Problem.of("Incident '" + id + "' can't be closed: what was restored has not been verified.")
                            .withTenant(now.tenant())
                            .withHint("verify first; to let the tenant go on all the same, lift its fence."));
        }
        return take(id, IncidentStep.RESUME, actor, incident -> {
            Optional<RaisedFence> lifted = recovery.fence().flatMap(fence -> fence.lift(incident.tenant()));
            return Taken.done(Map.of(Facts.LIFTED, Boolean.toString(lifted.isPresent())), List.of());
        });
    }

    private Incident take(IncidentId id, IncidentStep step, Actor actor, Work work) {
        Incident incident = log.require(id);
        if (incident.isClosed()) {
            throw new InvalidRequestException(Problem.of("Incident '" + id + "' is closed.")
                    .withTenant(incident.tenant())
                    .withHint("open another one."));
        }
        Incident begun = incident.with(entry(step, actor, new Taken(Outcome.BEGUN, Map.of(), List.of())));
        log.save(begun);
        Incident ended = begun.with(entry(step, actor, outcome(() -> work.on(incident), begun, step, actor)));
        log.save(ended);
        return ended;
    }

    private Taken outcome(Supplier<Taken> work, Incident begun, IncidentStep step, Actor actor) {
        try {
            return work.get();
        } catch (TenantBackupException failure) {
            Taken failed = new Taken(
                    Outcome.FAILED, Map.of(), List.of(failure.problem().message()));
            log.save(begun.with(entry(step, actor, failed)));
            throw failure;
        }
    }

    private StepEntry entry(IncidentStep step, Actor actor, Taken taken) {
        return new StepEntry(step, taken.outcome(), clock.instant(), actor, taken.facts(), taken.remarks());
    }

    /** What came of a step. */
    private record Taken(Outcome outcome, Map<String, String> facts, List<String> remarks) {

        static Taken done(Map<String, String> facts, List<String> remarks) {
            return new Taken(Outcome.DONE, facts, remarks);
        }
    }

    @FunctionalInterface
    private interface Work {
        Taken on(Incident incident);
    }
}
