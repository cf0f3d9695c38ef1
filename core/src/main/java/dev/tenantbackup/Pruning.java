// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.operation.Actor;
import dev.tenantbackup.repository.AnnotatedBackup;
import dev.tenantbackup.repository.BackupRepository;
import dev.tenantbackup.repository.Deletion;
import dev.tenantbackup.repository.Hold;
import dev.tenantbackup.retention.Candidate;
import dev.tenantbackup.retention.Decision;
import dev.tenantbackup.retention.Decision.Verdict;
import dev.tenantbackup.retention.Retention;
import dev.tenantbackup.retention.RetentionPolicies;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Has policies decide about the backups of a repository, and does as they say. */
final class Pruning {

    private final BackupRepository repository;
    private final InstantSource clock;
    private final Actor actor;

    Pruning(BackupRepository repository, InstantSource clock, Actor actor) {
        this.repository = repository;
        this.clock = clock;
        this.actor = actor;
    }

    List<Decision> plan(RetentionPolicies policies) {
        Instant now = clock.instant();
        List<Candidate> candidates = repository.notes().of(repository.list().backups()).stream()
                .map(backup -> candidate(backup, now))
                .toList();
        return Retention.decide(candidates, policies, now);
    }

    private static Candidate candidate(AnnotatedBackup known, Instant now) {
        return new Candidate(
                known.backup(),
                known.isIntact(),
                known.holdInForce(now).map(Hold::describe).orElse(null),
                known.tags());
    }

    List<Decision> prune(RetentionPolicies policies) {
        List<Decision> decisions = new ArrayList<>(plan(policies));
        for (int i = decisions.size() - 1; i >= 0; i--) {
            if (decisions.get(i).verdict() == Verdict.PRUNE) {
                decisions.set(i, delete(decisions.get(i)));
            }
        }
        return List.copyOf(decisions);
    }

    private Decision delete(Decision decision) {
        try {
            Deletion why = Deletion.of(actor, "pruned: " + decision.reason());
            repository.delete(decision.backup().id(), why);
            return decision;
        } catch (NotFoundException gone) {
            // Another run was here meanwhile: it is as it shall be.
            return decision;
        } catch (ConflictException inUse) {
            return decision.keptBecause(inUse.problem().message());
        }
    }
}
