// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.retention;

import dev.tenantbackup.archive.BackupKind;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Which backups of a tenant stay. Each kind has rules of its own and is counted by itself, so that the safety backups of a
 * busy day never push out the nightly ones. The empty policy removes nothing. Immutable; each method returns a changed copy.
 *
 * @param rules by kind; a kind without rules is never pruned
 * @param zone whose calendar says when an hour, day, week, month or year begins
 * @param ageFrom from when on the age of a backup is counted
 */
public record RetentionPolicy(Map<BackupKind, RetentionRules> rules, ZoneId zone, AgeFrom ageFrom) {

    /** How long safety backups stay if nothing else is said: as long as a restore may have to be undone. */
    public static final Duration SAFETY = Duration.ofDays(7);

    /** Keeps everything. */
    public static final RetentionPolicy KEEP_ALL = new RetentionPolicy(Map.of(), ZoneOffset.UTC, AgeFrom.NEWEST_BACKUP);

    /** What a nightly backup is pruned to if nobody says otherwise: the 5 newest. */
    public static final RetentionPolicy STANDARD = keepLast(5);

    public RetentionPolicy {
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(ageFrom, "ageFrom");
        Map<BackupKind, RetentionRules> copy = new EnumMap<>(BackupKind.class);
        rules.forEach((kind, some) -> {
            if (!some.isEmpty()) {
                copy.put(kind, some);
            }
        });
        rules = Collections.unmodifiableMap(copy);
    }

    /**
     * These rules for each kind but the safety backups, which stay for {@link #SAFETY}. No rules: {@link #KEEP_ALL}.
     */
    public static RetentionPolicy of(RetentionRules rules) {
        if (rules.isEmpty()) {
            return KEEP_ALL;
        }
        RetentionPolicy policy = KEEP_ALL;
        for (BackupKind kind : BackupKind.values()) {
            policy = policy.with(kind, kind == BackupKind.SAFETY ? RetentionRules.NONE.within(SAFETY) : rules);
        }
        return policy;
    }

    /** So many of the newest of each kind; of safety backups those of {@link #SAFETY}. */
    public static RetentionPolicy keepLast(int count) {
        return of(RetentionRules.NONE.withLast(count));
    }

    /** Other rules for one kind. */
    public RetentionPolicy with(BackupKind kind, RetentionRules value) {
        Map<BackupKind, RetentionRules> changed = new EnumMap<>(BackupKind.class);
        changed.putAll(rules);
        changed.put(kind, value);
        return new RetentionPolicy(changed, zone, ageFrom);
    }

    /** By the calendar of a zone. */
    public RetentionPolicy in(ZoneId value) {
        return new RetentionPolicy(rules, value, ageFrom);
    }

    public RetentionPolicy withAgeFrom(AgeFrom value) {
        return new RetentionPolicy(rules, zone, value);
    }

    /** The rules for a kind; empty ones remove nothing. */
    public RetentionRules of(BackupKind kind) {
        return rules.getOrDefault(kind, RetentionRules.NONE);
    }

    /** From when on the age of a backup is counted. */
    public enum AgeFrom {
        /**
         * From the newest complete backup of its tenant and kind that is not from the future: when backups fail, those that
         * are there do not melt away.
         */
        NEWEST_BACKUP,
        /** From now: what is too old goes, whether there is something newer or not. */
        NOW
    }
}
