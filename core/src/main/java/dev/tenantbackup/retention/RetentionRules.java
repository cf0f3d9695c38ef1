// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.retention;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What stays of one tenant's backups of one kind. A backup stays if any rule keeps it. Immutable; each method returns a
 * changed copy.
 *
 * @param last how many of the newest
 * @param periods of how many of the newest periods that have a backup the newest one; a period without a backup does
 *     not use up a count
 * @param within how old; null if age alone keeps nothing
 * @param tags words of which one suffices
 */
public record RetentionRules(
        int last, Map<Period, Integer> periods, @Nullable Duration within, Set<String> tags) {

    /** No rule: nothing is removed. */
    public static final RetentionRules NONE = new RetentionRules(0, Map.of(), null, Set.of());

    /** A count that is never used up. */
    public static final int ALL = Integer.MAX_VALUE;

    public RetentionRules {
        Map<Period, Integer> counts = new EnumMap<>(Period.class);
        periods.forEach((period, count) -> {
            if (count > 0) {
                counts.put(period, count);
            }
        });
        tags = Collections.unmodifiableSet(new TreeSet<>(tags));
        if (last < 0 || periods.values().stream().anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException("a count below 0: " + last + ", " + periods);
        }
        if (within != null && (within.isNegative() || within.isZero())) {
            throw new IllegalArgumentException("a time of " + within);
        }
        periods = Collections.unmodifiableMap(counts);
    }

    /** The so many newest. */
    public RetentionRules withLast(int count) {
        return new RetentionRules(count, periods, within, tags);
    }

    /** The newest of each of the so many newest periods that have a backup. */
    public RetentionRules with(Period period, int count) {
        Map<Period, Integer> changed = new EnumMap<>(Period.class);
        changed.putAll(periods);
        changed.put(period, count);
        return new RetentionRules(last, changed, within, tags);
    }

    /** All that are not older than this; the policy says from when on that is counted. */
    public RetentionRules within(Duration age) {
        return new RetentionRules(last, periods, age, tags);
    }

    /** All with one of these tags. */
    public RetentionRules withTags(Set<String> words) {
        return new RetentionRules(last, periods, within, words);
    }

    /** How old a backup may be that stays because of its age. */
    public Optional<Duration> age() {
        return Optional.ofNullable(within);
    }

    /** Whether there is no rule at all. */
    public boolean isEmpty() {
        return equals(NONE);
    }
}
