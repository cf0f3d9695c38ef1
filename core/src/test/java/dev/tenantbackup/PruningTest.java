// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import static dev.tenantbackup.repository.KeptBackups.BYSTANDER;
import static dev.tenantbackup.repository.KeptBackups.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.ValidationReport.Level;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.operation.Actor;
import dev.tenantbackup.repository.KeptBackups;
import dev.tenantbackup.repository.ValidationNote;
import dev.tenantbackup.retention.Decision;
import dev.tenantbackup.retention.Decision.Verdict;
import dev.tenantbackup.retention.RetentionPolicies;
import dev.tenantbackup.retention.RetentionPolicy;
import dev.tenantbackup.retention.RetentionRules;
import dev.tenantbackup.storage.ObjectKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PruningTest {

    private static final RetentionPolicies LAST = RetentionPolicies.onlyFor(TENANT, RetentionPolicy.keepLast(1));

    private final KeptBackups kept = new KeptBackups();
    private final List<BackupRecord> backups = new ArrayList<>();
    private Map<ObjectKey, String> bystander = Map.of();

    @BeforeEach
    void fiveBackupsOfEachTenant() {
        for (int i = 0; i < 5; i++) {
            kept.pass(Duration.ofDays(1));
            backups.add(kept.ofBoth());
        }
        bystander = kept.objectsOf(BYSTANDER);
    }

    private List<Decision> prune(RetentionPolicies policies) {
        List<Decision> decisions = pruning().prune(policies);
        assertThat(kept.objectsOf(BYSTANDER)).isEqualTo(bystander);
        return decisions;
    }

    private Pruning pruning() {
        InstantSource clock = kept::now;
        return new Pruning(kept.repository.withClock(clock), clock, Actor.of("the nightly job"));
    }

    private List<BackupId> left() {
        return kept.repository.list(TENANT).backups().stream()
                .map(BackupRecord::id)
                .toList();
    }

    private BackupId id(int number) {
        return backups.get(number).id();
    }

    @Test
    void whatIsPrunedIsGoneWithItsNotes() {
        kept.repository.notes().tag(id(0), Set.of("x"));
        assertThat(prune(LAST))
                .filteredOn(decision -> decision.verdict() == Verdict.PRUNE)
                .hasSize(4);
        assertThat(left()).containsExactly(id(4));
        assertThat(kept.objectsOf(TENANT).keySet())
                .extracting(ObjectKey::value)
                .filteredOn(key -> !key.endsWith(".deleted.json"))
                .containsExactly(id(4) + ".json", id(4) + ".zip");
        assertThat(kept.objectsOf(TENANT).get(ObjectKey.of(id(0) + ".deleted.json")))
                .contains("the nightly job")
                .contains("pruned: ");
        assertThat(prune(LAST)).noneMatch(decision -> decision.verdict() == Verdict.PRUNE);
    }

    @Test
    void planningDeletesNothing() {
        assertThat(pruning().plan(LAST))
                .filteredOn(decision -> decision.verdict() == Verdict.PRUNE)
                .extracting(decision -> decision.backup().id())
                .containsExactly(id(3), id(2), id(1), id(0));
        assertThat(left()).hasSize(5);
    }

    @Test
    void heldTaggedAndTheNewestIntactBackupStay() {
        kept.repository.notes().hold(id(0), "lawsuit", Actor.of("ann"));
        kept.repository.notes().tag(id(1), Set.of("keep"));
        for (int number : new int[] {1, 2}) {
            kept.repository
                    .notes()
                    .remember(new ValidationNote(id(number), kept.now(), Level.FILE, true, 0, List.of(), null));
        }
        RetentionRules rules = RetentionRules.NONE.withLast(1).withTags(Set.of("keep"));
        prune(RetentionPolicies.onlyFor(TENANT, RetentionPolicy.of(rules)));
        assertThat(left()).containsExactly(id(4), id(2), id(1), id(0));
        kept.repository.notes().release(id(0));
        prune(LAST);
        assertThat(left()).containsExactly(id(4), id(2));
    }

    @Test
    void whatIsDamagedIsNotTheNewestValidated() {
        kept.repository
                .notes()
                .remember(new ValidationNote(id(3), kept.now(), Level.FILE, false, 1, List.of("x"), null));
        kept.repository.notes().remember(new ValidationNote(id(2), kept.now(), Level.FILE, true, 0, List.of(), null));
        prune(LAST);
        assertThat(left()).containsExactly(id(4), id(2));
    }

    @Test
    void whatSomebodyIsWorkingOnStaysAndSaysWhy() {
        kept.put(id(1) + ".reserved", kept.now() + "\nsomebody\n");
        assertThat(prune(LAST))
                .filteredOn(decision -> decision.backup().id().equals(id(1)))
                .singleElement()
                .satisfies(decision -> {
                    assertThat(decision.verdict()).isEqualTo(Verdict.KEEP);
                    assertThat(decision.reason()).contains("being made or changed by somebody else");
                });
        assertThat(left()).containsExactly(id(4), id(1));
    }

    @Test
    void aRecordThatCannotBeReadIsNotPruned() {
        kept.put(id(0) + ".json", "{}");
        prune(LAST);
        assertThat(kept.keys()).contains(id(0) + ".json", id(0) + ".zip");
        assertThat(kept.repository.list().unreadable()).hasSize(1);
    }
}
