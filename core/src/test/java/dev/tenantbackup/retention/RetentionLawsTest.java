// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.retention;

import static dev.tenantbackup.retention.Histories.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.archive.BackupKind;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.retention.Decision.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What holds of every history and every policy. A failure names the seed. */
class RetentionLawsTest {

    private static final int ROUNDS = Boolean.getBoolean("tenantbackup.thorough") ? 20_000 : 400;

    private final long firstSeed = Long.getLong("tenantbackup.seed", 20_260_301);

    private void forRandomHistories(BiConsumer<Histories, Random> law) {
        for (long seed = firstSeed; seed < firstSeed + ROUNDS; seed++) {
            Random random = new Random(seed);
            try {
                law.accept(new Histories(random), random);
            } catch (AssertionError broken) {
                throw new AssertionError("seed " + seed + ": " + broken.getMessage(), broken);
            }
        }
    }

    private static Set<BackupId> kept(List<Candidate> candidates, RetentionPolicies policies, Instant now) {
        Set<BackupId> kept = new TreeSet<>();
        Retention.decide(candidates, policies, now).stream()
                .filter(decision -> decision.verdict() == Verdict.KEEP)
                .forEach(decision -> kept.add(decision.backup().id()));
        return kept;
    }

    private static Set<BackupId> kept(List<Candidate> candidates, RetentionPolicy policy) {
        return kept(candidates, RetentionPolicies.of(policy), NOW);
    }

    private static List<Candidate> only(Set<BackupId> ids, List<Candidate> candidates) {
        return candidates.stream()
                .filter(candidate -> ids.contains(candidate.backup().id()))
                .toList();
    }

    @Test
    void whatStaysIsWhatTheModelSays() {
        forRandomHistories((histories, random) -> {
            List<Candidate> candidates = histories.candidates();
            RetentionPolicy policy = histories.policy();
            for (Decision decision : Retention.decide(candidates, RetentionPolicies.of(policy), NOW)) {
                Candidate one = only(Set.of(decision.backup().id()), candidates).get(0);
                assertThat(decision.verdict() == Verdict.KEEP)
                        .as("%s by %s: %s", one, policy, decision.reasons())
                        .isEqualTo(RetentionModel.stays(one, candidates, policy, NOW));
            }
        });
    }

    @Test
    void pruningAgainPrunesNothing() {
        forRandomHistories((histories, random) -> {
            List<Candidate> candidates = histories.candidates();
            RetentionPolicy policy = histories.policy();
            Set<BackupId> first = kept(candidates, policy);
            assertThat(kept(only(first, candidates), policy)).isEqualTo(first);
        });
    }

    @Test
    void theOrderInWhichBackupsAreListedDoesNotMatter() {
        forRandomHistories((histories, random) -> {
            List<Candidate> candidates = histories.candidates();
            RetentionPolicy policy = histories.policy();
            List<Candidate> shuffled = new ArrayList<>(candidates);
            Collections.shuffle(shuffled, random);
            assertThat(Retention.decide(shuffled, RetentionPolicies.of(policy), NOW))
                    .isEqualTo(Retention.decide(candidates, RetentionPolicies.of(policy), NOW));
        });
    }

    @Test
    void whoKeepsMoreKeepsNothingLess() {
        forRandomHistories((histories, random) -> {
            List<Candidate> candidates = histories.candidates();
            BackupKind kind = BackupKind.values()[random.nextInt(4)];
            RetentionPolicy policy = histories.policy();
            RetentionRules rules = policy.of(kind);
            if (rules.isEmpty()) {
                return;
            }
            Period period = Period.values()[random.nextInt(5)];
            RetentionRules more = random.nextBoolean()
                    ? rules.with(period, increased(rules.periods().getOrDefault(period, 0)))
                    : rules.withLast(increased(rules.last()));
            RetentionRules most =
                    rules.age().map(age -> more.within(age.plusHours(1))).orElse(more);
            assertThat(kept(candidates, policy.with(kind, most))).containsAll(kept(candidates, policy));
        });
    }

    private static int increased(int count) {
        return count == RetentionRules.ALL ? count : count + 1;
    }

    @Test
    void eachTenantKeepsWhatItWouldKeepAlone() {
        forRandomHistories((histories, random) -> {
            List<Candidate> candidates = histories.candidates();
            RetentionPolicies policies =
                    RetentionPolicies.of(histories.policy()).with(TenantId.of("t1"), histories.policy());
            Set<BackupId> together = kept(candidates, policies, NOW);
            Set<BackupId> alone = new TreeSet<>();
            for (String tenant : List.of("t0", "t1", "t2")) {
                alone.addAll(kept(
                        candidates.stream()
                                .filter(candidate ->
                                        candidate.backup().tenant().value().equals(tenant))
                                .toList(),
                        policies,
                        NOW));
            }
            assertThat(together).isEqualTo(alone);
        });
    }

    @Test
    void noTenantLosesItsNewestNorItsNewestValidatedBackup() {
        forRandomHistories((histories, random) -> {
            List<Candidate> candidates = histories.candidates();
            // Clocks that are hours or years wrong, either way.
            Instant now = NOW.plus(Duration.ofHours(random.nextInt(60_000) - 30_000));
            Set<BackupId> kept = kept(candidates, RetentionPolicies.of(histories.policy()), now);
            for (String tenant : List.of("t0", "t1", "t2")) {
                List<Candidate> past = candidates.stream()
                        .filter(candidate -> candidate.backup().tenant().value().equals(tenant))
                        .filter(candidate -> candidate.backup().complete())
                        .filter(candidate -> !candidate.backup().createdAt().isAfter(now))
                        .toList();
                newest(past).ifPresent(newest -> assertThat(kept).contains(newest));
                newest(past.stream().filter(Candidate::intact).toList())
                        .ifPresent(newest -> assertThat(kept).contains(newest));
            }
            assertThat(kept)
                    .containsAll(candidates.stream()
                            .filter(candidate -> candidate.hold() != null
                                    || candidate.backup().createdAt().isAfter(now))
                            .map(candidate -> candidate.backup().id())
                            .toList());
        });
    }

    private static Optional<BackupId> newest(List<Candidate> candidates) {
        return candidates.stream()
                .map(Candidate::backup)
                .reduce((one, other) -> one.createdAt().isAfter(other.createdAt())
                                || (one.createdAt().equals(other.createdAt())
                                        && one.id().compareTo(other.id()) > 0)
                        ? one
                        : other)
                .map(BackupRecord::id);
    }

    @Test
    void theEmptyPolicyRemovesNothing() {
        forRandomHistories((histories, random) -> {
            List<Candidate> candidates = histories.candidates();
            assertThat(kept(candidates, RetentionPolicy.of(RetentionRules.NONE)))
                    .hasSameSizeAs(candidates);
        });
    }
}
