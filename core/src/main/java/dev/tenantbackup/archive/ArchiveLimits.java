// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import java.util.EnumMap;
import java.util.Map;

/**
 * How much of an archive is believed. Every archive is opened as if a stranger wrote it: a limit that is exceeded ends
 * the reading with an {@code ArchiveException} that names the limit. Sizes are counted on the bytes that were really
 * inflated, not on what headers say. The writer keeps to the same limits, so that what was written can be read: raise
 * one for exports, and for whoever reads them.
 *
 * <p>{@link ArchiveLimit} lists the limits, their units and their defaults.
 *
 * @param values every limit; those that are not given have their default
 */
public record ArchiveLimits(Map<ArchiveLimit, Long> values) {

    /** The documented defaults. */
    public static final ArchiveLimits DEFAULTS = new ArchiveLimits(Map.of());

    public ArchiveLimits {
        Map<ArchiveLimit, Long> all = new EnumMap<>(ArchiveLimit.class);
        for (ArchiveLimit limit : ArchiveLimit.values()) {
            long value = values.getOrDefault(limit, limit.preset());
            if (value < 1 || value > limit.greatest()) {
                throw new IllegalArgumentException("the limit " + limit.word() + " must be 1 to " + limit.greatest()
                        + " " + limit.unit() + ", not " + value);
            }
            all.put(limit, value);
        }
        values = Map.copyOf(all);
    }

    /**
     * The same with another value for one limit.
     *
     * @throws IllegalArgumentException if it is less than 1, or more than {@link ArchiveLimit#greatest()}
     */
    public ArchiveLimits with(ArchiveLimit limit, long value) {
        Map<ArchiveLimit, Long> changed = new EnumMap<>(values);
        changed.put(limit, value);
        return new ArchiveLimits(changed);
    }

    /** A limit's value, in the limit's unit. */
    public long of(ArchiveLimit limit) {
        return values.getOrDefault(limit, limit.preset());
    }

    /** A limit whose greatest value fits into an int. */
    int small(ArchiveLimit limit) {
        return Math.toIntExact(of(limit));
    }

    /** Whether so much is more than the limit allows. */
    boolean exceeds(long amount, ArchiveLimit limit) {
        return amount > of(limit);
    }

    /** Whether an entry of some size takes suspiciously few bytes in the file. */
    boolean exceedsRatio(long bytes, long compressedBytes) {
        return exceeds(bytes, ArchiveLimit.RATIO_FLOOR_BYTES)
                && exceeds(bytes / Math.max(1, compressedBytes), ArchiveLimit.RATIO);
    }

    /** The second half of a message: {@code the limit maxRowBytes is 100}. */
    String phrase(ArchiveLimit limit) {
        return "the limit " + limit.word() + " is " + of(limit);
    }
}
