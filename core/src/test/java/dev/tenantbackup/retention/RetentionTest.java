// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.archive.BackupKind;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.RecordSamples;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.retention.Decision.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetentionTest {

    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");
    private static final RetentionRules LAST_TWO = RetentionRules.NONE.withLast(2);
    private static final RetentionPolicy TWO = RetentionPolicy.keepLast(2);

    private int made;

    @Test
    void theNewestOfEachKindStay() {
        BackupRecord m1 = backup("a", BackupKind.MANUAL, 4, true);
        BackupRecord m2 = backup("a", BackupKind.MANUAL, 3, true);
        BackupRecord s1 = backup("a", BackupKind.SCHEDULED, 6, true);
        BackupRecord m3 = backup("a", BackupKind.MANUAL, 2, true);
        BackupRecord s2 = backup("a", BackupKind.SCHEDULED, 5, true);

        assertThat(pruned(List.of(m1, m2, s1, m3, s2), Set.of(), TWO)).containsExactly(m1);
    }

    @Test
    void tenantsDoNotCrowdEachOtherOut() {
        BackupRecord a = backup("a", BackupKind.MANUAL, 9, true);
        BackupRecord b1 = backup("b", BackupKind.MANUAL, 1, true);
        BackupRecord b2 = backup("b", BackupKind.MANUAL, 2, true);

        assertThat(pruned(List.of(a, b1, b2), Set.of(), TWO)).isEmpty();
    }

    @Test
    void anEmptyPolicyRemovesNothing() {
        List<BackupRecord> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            many.add(backup("a", BackupKind.SAFETY, i, i % 2 == 0));
        }
        assertThat(pruned(many, Set.of(), RetentionPolicy.KEEP_ALL)).isEmpty();
        assertThat(pruned(many, Set.of(), RetentionPolicy.of(RetentionRules.NONE)))
                .isEmpty();
        assertThat(pruned(many, Set.of(), RetentionPolicy.KEEP_ALL.with(BackupKind.MANUAL, LAST_TWO)))
                .isEmpty();
    }

    @Test
    void incompleteBackupsDoNotCount() {
        BackupRecord gap1 = backup("a", BackupKind.MANUAL, 1, false);
        BackupRecord gap2 = backup("a", BackupKind.MANUAL, 2, false);
        BackupRecord good1 = backup("a", BackupKind.MANUAL, 3, true);
        BackupRecord good2 = backup("a", BackupKind.MANUAL, 4, true);
        BackupRecord old = backup("a", BackupKind.MANUAL, 5, true);
        BackupRecord oldGap = backup("a", BackupKind.MANUAL, 6, false);

        assertThat(pruned(List.of(gap1, gap2, good1, good2, old, oldGap), Set.of(), TWO))
                .containsExactly(old, oldGap);
    }

    @Test
    void theNewestValidatedStaysHoweverOld() {
        BackupRecord m1 = backup("a", BackupKind.MANUAL, 1, true);
        BackupRecord m2 = backup("a", BackupKind.MANUAL, 2, true);
        BackupRecord validated = backup("a", BackupKind.MANUAL, 3, true);
        BackupRecord older = backup("a", BackupKind.MANUAL, 4, true);

        assertThat(pruned(List.of(m1, m2, validated, older), Set.of(validated.id(), older.id()), TWO))
                .containsExactly(older);
        assertThat(pruned(List.of(m1, m2, validated, older), Set.of(m1.id(), older.id()), TWO))
                .containsExactly(validated, older);
    }

    @Test
    void anIncompleteBackupIsNotTheNewestValidated() {
        BackupRecord gap = backup("a", BackupKind.MANUAL, 1, false);
        BackupRecord m1 = backup("a", BackupKind.MANUAL, 2, true);
        BackupRecord m2 = backup("a", BackupKind.MANUAL, 3, true);
        BackupRecord validated = backup("a", BackupKind.MANUAL, 4, true);

        assertThat(pruned(List.of(gap, m1, m2, validated), Set.of(gap.id(), validated.id()), TWO))
                .isEmpty();
    }

    @Test
    void backupsFromTheFutureStayAndCrowdNobodyOut() {
        BackupRecord future = backup("a", BackupKind.MANUAL, -5, true);
        BackupRecord m1 = backup("a", BackupKind.MANUAL, 1, true);
        BackupRecord m2 = backup("a", BackupKind.MANUAL, 2, true);

        assertThat(pruned(List.of(future, m1, m2), Set.of(), TWO)).isEmpty();
    }

    @Test
    void everyDecisionHasItsReasons() {
        List<BackupRecord> backups = List.of(
                backup("a", BackupKind.SCHEDULED, 1, true),
                backup("a", BackupKind.SCHEDULED, 2, false),
                backup("a", BackupKind.SCHEDULED, 3, true),
                backup("a", BackupKind.SCHEDULED, 4, true),
                backup("a", BackupKind.SCHEDULED, 6, false),
                backup("a", BackupKind.MIGRATION, 7, true));
        RetentionPolicy policy = RetentionPolicy.KEEP_ALL.with(BackupKind.SCHEDULED, LAST_TWO.with(Period.DAILY, 1));

        assertThat(Retention.decide(backups.stream().map(Candidate::of).toList(), RetentionPolicies.of(policy), NOW))
                .extracting(Decision::reason)
                .containsExactly(
                        "the newest complete backup of its tenant; last 1 of 2; daily 1 of 1 (2026-02-28)",
                        "incomplete, and there are only 1 newer complete ones",
                        "last 2 of 2",
                        "no rule keeps it any more",
                        "incomplete, and there are newer complete ones",
                        "the policy says nothing of migration backups");
    }

    @Test
    void safetyBackupsStayForAWeekAndPushNobodyOut() {
        BackupRecord nightly = backup("a", BackupKind.SCHEDULED, 9, true);
        BackupRecord older = backup("a", BackupKind.SCHEDULED, 10, true);
        List<BackupRecord> all = new ArrayList<>(List.of(nightly, older));
        for (int i = 0; i < 20; i++) {
            all.add(backup("a", BackupKind.SAFETY, i, true));
        }
        assertThat(pruned(all, Set.of(), TWO)).containsExactlyElementsOf(all.subList(10, 22));
        assertThat(pruned(all, Set.of(), RetentionPolicy.STANDARD))
                .allMatch(backup -> backup.kind() == BackupKind.SAFETY)
                .hasSize(12);
    }

    @Test
    void heldAndTaggedBackupsStay() {
        BackupRecord newest = backup("a", BackupKind.MANUAL, 1, true);
        BackupRecord tagged = backup("a", BackupKind.MANUAL, 2, true);
        BackupRecord held = backup("a", BackupKind.MANUAL, 3, true);
        BackupRecord otherTag = backup("a", BackupKind.MANUAL, 4, true);
        List<Decision> decisions = Retention.decide(
                List.of(
                        Candidate.of(newest),
                        new Candidate(tagged, false, null, Set.of("keep", "x")),
                        new Candidate(held, false, "held: lawsuit", Set.of()),
                        new Candidate(otherTag, false, null, Set.of("x"))),
                RetentionPolicies.of(
                        RetentionPolicy.of(RetentionRules.NONE.withLast(1).withTags(Set.of("keep")))),
                NOW);
        assertThat(decisions.get(1).reasons()).containsExactly("tagged 'keep'");
        assertThat(decisions.get(2).reasons()).containsExactly("held: lawsuit");
        assertThat(decisions.get(3).verdict()).isEqualTo(Verdict.PRUNE);
    }

    @Test
    void ageIsCountedFromTheNewestBackupOrFromNow() {
        List<BackupRecord> all = List.of(
                backup("a", BackupKind.MANUAL, 40, true),
                backup("a", BackupKind.MANUAL, 70, true),
                backup("a", BackupKind.MANUAL, 71, true));
        RetentionPolicy month = RetentionPolicy.of(RetentionRules.NONE.within(Duration.ofDays(30)));
        assertThat(pruned(all, Set.of(), month)).containsExactly(all.get(2));
        assertThat(pruned(all, Set.of(), month.withAgeFrom(RetentionPolicy.AgeFrom.NOW)))
                .as("the newest one stays however old")
                .containsExactly(all.get(1), all.get(2));
    }

    @Test
    void eachTenantHasAPolicyOfItsOwn() {
        List<BackupRecord> all = new ArrayList<>();
        for (int day = 1; day <= 3; day++) {
            all.add(backup("a", BackupKind.MANUAL, day, true));
            all.add(backup("b", BackupKind.MANUAL, day, true));
        }
        List<Candidate> candidates = all.stream().map(Candidate::of).toList();
        RetentionPolicies policies =
                RetentionPolicies.onlyFor(TenantId.of("a"), TWO).with(TenantId.of("c"), RetentionPolicy.keepLast(1));
        assertThat(Retention.decide(candidates, policies, NOW))
                .filteredOn(decision -> decision.verdict() == Verdict.PRUNE)
                .extracting(Decision::backup)
                .containsExactly(all.get(4));
    }

    @Test
    void countsAndTimesBelowZeroAreRefused() {
        assertThatThrownBy(() -> RetentionPolicy.keepLast(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RetentionRules.NONE.with(Period.DAILY, -1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RetentionRules.NONE.within(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(RetentionPolicy.keepLast(0)).isEqualTo(RetentionPolicy.KEEP_ALL);
    }

    private static List<BackupRecord> pruned(
            List<BackupRecord> backups, Set<BackupId> validated, RetentionPolicy policy) {
        List<Candidate> candidates = backups.stream()
                .map(backup -> new Candidate(backup, validated.contains(backup.id()), null, Set.of()))
                .toList();
        List<Decision> decisions = Retention.decide(candidates, RetentionPolicies.of(policy), NOW);
        assertThat(decisions).extracting(Decision::backup).containsExactlyInAnyOrderElementsOf(backups);
        return decisions.stream()
                .filter(decision -> decision.verdict() == Verdict.PRUNE)
                .map(Decision::backup)
                .toList();
    }

    private BackupRecord backup(String tenant, BackupKind kind, int daysAgo, boolean complete) {
        BackupId id = BackupId.of("tenant_export_" + tenant + "_20260101000000-" + (1000 + made++));
        return RecordSamples.of(id, kind, tenant, NOW.minus(Duration.ofDays(daysAgo)), complete);
    }
}
