// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.archive.ArchiveFile;
import dev.tenantbackup.archive.BackupKind;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.Digest;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.retention.Decision.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetentionTest {

    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");
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
        assertThat(pruned(many, Set.of(), RetentionPolicy.KEEP_ALL.withKeepLast(BackupKind.MANUAL, 1)))
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
    void everyDecisionHasAReason() {
        List<Decision> decisions = Retention.decide(
                List.of(
                        backup("a", BackupKind.SCHEDULED, 1, true),
                        backup("a", BackupKind.SCHEDULED, 2, false),
                        backup("a", BackupKind.SCHEDULED, 3, true),
                        backup("a", BackupKind.SCHEDULED, 4, true),
                        backup("a", BackupKind.SAFETY, 5, true)),
                Set.of(),
                RetentionPolicy.KEEP_ALL.withKeepLast(BackupKind.SCHEDULED, 2),
                NOW);

        assertThat(decisions)
                .extracting(Decision::reason)
                .containsExactly(
                        "number 1 of the 2 newest complete scheduled backups",
                        "incomplete, and not older than the 2 newest complete scheduled backups",
                        "number 2 of the 2 newest complete scheduled backups",
                        "there are 2 newer complete scheduled backups",
                        "the policy says nothing of safety backups");
    }

    @Test
    void aPolicyKeepsAtLeastOne() {
        assertThatThrownBy(() -> RetentionPolicy.keepLast(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingThatARuleKeepsIsEverPruned() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            List<BackupRecord> backups = new ArrayList<>();
            Set<BackupId> validated = new HashSet<>();
            for (int i = random.nextInt(40); i > 0; i--) {
                BackupRecord backup = backup(
                        "t" + random.nextInt(3),
                        BackupKind.values()[random.nextInt(4)],
                        random.nextInt(30) - 2,
                        random.nextInt(4) > 0);
                backups.add(backup);
                if (random.nextInt(3) == 0) {
                    validated.add(backup.id());
                }
            }
            int keep = 1 + random.nextInt(3);
            RetentionPolicy policy = RetentionPolicy.keepLast(keep);
            List<BackupRecord> pruned = pruned(backups, validated, policy);
            List<BackupRecord> shuffled = new ArrayList<>(backups);
            Collections.shuffle(shuffled, random);
            assertThat(pruned(shuffled, validated, policy)).as("seed %d", seed).isEqualTo(pruned);
            for (BackupRecord gone : pruned) {
                long newerOfItsKind = backups.stream()
                        .filter(other -> other.tenant().equals(gone.tenant()) && other.kind() == gone.kind())
                        .filter(other -> other.complete() && !pruned.contains(other))
                        .filter(other -> !other.createdAt().isBefore(gone.createdAt()))
                        .count();
                assertThat(newerOfItsKind).as("seed %d", seed).isGreaterThanOrEqualTo(keep);
            }
            for (String tenant : List.of("t0", "t1", "t2")) {
                backups.stream()
                        .filter(backup -> backup.tenant().value().equals(tenant) && backup.complete())
                        .filter(backup -> validated.contains(backup.id()))
                        .max(Comparator.comparing(BackupRecord::createdAt).thenComparing(BackupRecord::id))
                        .ifPresent(newest -> assertThat(pruned).doesNotContain(newest));
            }
        }
    }

    private static List<BackupRecord> pruned(
            List<BackupRecord> backups, Set<BackupId> validated, RetentionPolicy policy) {
        List<Decision> decisions = Retention.decide(backups, validated, policy, NOW);
        assertThat(decisions).extracting(Decision::backup).containsExactlyInAnyOrderElementsOf(backups);
        return decisions.stream()
                .filter(decision -> decision.verdict() == Verdict.PRUNE)
                .map(Decision::backup)
                .toList();
    }

    private BackupRecord backup(String tenant, BackupKind kind, int daysAgo, boolean complete) {
        BackupId id = BackupId.of("tenant_export_" + tenant + "_20260101000000-" + (1000 + made++));
        return new BackupRecord(
                1,
                id,
                kind,
                TenantId.of(tenant),
                null,
                NOW.minus(Duration.ofDays(daysAgo)),
                "x",
                ArchiveFile.plain(id, 1, Digest.of("")),
                Digest.of("manifest"),
                Map.of(),
                complete,
                0,
                null);
    }
}
