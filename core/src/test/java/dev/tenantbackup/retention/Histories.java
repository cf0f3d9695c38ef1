// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.retention;

import dev.tenantbackup.archive.BackupKind;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.RecordSamples;
import dev.tenantbackup.model.BackupId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Random backups of look-alike tenants, and random policies; all of it follows from the generator's seed. */
final class Histories {

    static final Instant NOW = Instant.parse("2026-10-26T09:00:00Z");

    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("UTC"),
            ZoneId.of("Europe/Berlin"),
            ZoneId.of("America/St_Johns"),
            ZoneId.of("Australia/Lord_Howe"),
            ZoneId.of("Pacific/Apia"));
    private static final List<String> TAGS = List.of("keep", "other");

    private final Random random;

    Histories(Random random) {
        this.random = random;
    }

    static BackupRecord backup(String tenant, Instant time, boolean complete) {
        return backup(
                "tenant_export_" + tenant + "_" + time.getEpochSecond(), tenant, BackupKind.MANUAL, time, complete);
    }

    private static BackupRecord backup(String name, String tenant, BackupKind kind, Instant time, boolean complete) {
        return RecordSamples.of(BackupId.of(name), kind, tenant, time, complete);
    }

    /** Some of them in bursts around the end of summer time, some years old, some from a clock that is hours or years fast. */
    List<Candidate> candidates() {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = random.nextInt(60); i > 0; i--) {
            BackupRecord backup = backup(
                    "tenant_export_x_20260101000000-" + (1000 + i),
                    "t" + random.nextInt(3),
                    BackupKind.values()[random.nextInt(4)],
                    time(),
                    random.nextInt(5) > 0);
            Set<String> tags = random.nextInt(6) == 0 ? Set.of(TAGS.get(random.nextInt(2))) : Set.of();
            candidates.add(
                    new Candidate(backup, random.nextInt(4) == 0, random.nextInt(12) == 0 ? "held: test" : null, tags));
        }
        return candidates;
    }

    private Instant time() {
        return switch (random.nextInt(6)) {
            case 0 -> NOW.minus(Duration.ofMinutes(random.nextInt(4000)));
            case 1 -> NOW.minus(Duration.ofHours(random.nextInt(24 * 40)));
            case 2 -> NOW.minus(Duration.ofDays(random.nextInt(1200)));
            case 3 -> Instant.parse("2026-10-24T20:00:00Z").plusSeconds(random.nextInt(50_000));
            case 4 -> NOW.plus(Duration.ofMinutes(random.nextInt(600) - 300));
            default -> NOW.plus(Duration.ofDays(random.nextInt(2000) - 1000));
        };
    }

    RetentionPolicy policy() {
        RetentionPolicy policy = RetentionPolicy.KEEP_ALL
                .in(ZONES.get(random.nextInt(ZONES.size())))
                .withAgeFrom(RetentionPolicy.AgeFrom.values()[random.nextInt(2)]);
        for (BackupKind kind : BackupKind.values()) {
            policy = policy.with(kind, rules());
        }
        return policy;
    }

    RetentionRules rules() {
        RetentionRules rules = RetentionRules.NONE;
        if (random.nextBoolean()) {
            rules = rules.withLast(random.nextInt(4));
        }
        for (Period period : Period.values()) {
            if (random.nextInt(3) == 0) {
                rules = rules.with(period, random.nextInt(6) == 0 ? RetentionRules.ALL : random.nextInt(5));
            }
        }
        if (random.nextInt(4) == 0) {
            rules = rules.within(Duration.ofHours(1 + random.nextInt(24 * 60)));
        }
        return random.nextInt(4) == 0 ? rules.withTags(new TreeSet<>(Set.of("keep"))) : rules;
    }
}
