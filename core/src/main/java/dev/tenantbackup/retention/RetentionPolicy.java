// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.retention;

import dev.tenantbackup.archive.BackupKind;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How many backups to keep. The empty policy removes nothing.
 *
 * @param keepLast how many of each tenant's newest complete backups of a kind stay, at least 1; a kind without a
 *     number is never pruned
 */
public record RetentionPolicy(Map<BackupKind, Integer> keepLast) {

    /** Keeps everything. */
    public static final RetentionPolicy KEEP_ALL = new RetentionPolicy(Map.of());

    public RetentionPolicy {
        Map<BackupKind, Integer> copy = new EnumMap<>(BackupKind.class);
        copy.putAll(keepLast);
        keepLast = Collections.unmodifiableMap(copy);
        if (keepLast.values().stream().anyMatch(count -> count < 1)) {
            throw new IllegalArgumentException("a policy keeps at least 1 backup of a kind: " + keepLast);
        }
    }

    /** Keeps so many of every kind. */
    public static RetentionPolicy keepLast(int count) {
        Map<BackupKind, Integer> all = new EnumMap<>(BackupKind.class);
        for (BackupKind kind : BackupKind.values()) {
            all.put(kind, count);
        }
        return new RetentionPolicy(all);
    }

    public RetentionPolicy withKeepLast(BackupKind kind, int count) {
        Map<BackupKind, Integer> changed = new EnumMap<>(BackupKind.class);
        changed.putAll(keepLast);
        changed.put(kind, count);
        return new RetentionPolicy(changed);
    }

    /** How many of a kind stay; empty if all do. */
    public OptionalInt countOf(BackupKind kind) {
        Integer count = keepLast.get(kind);
        return count == null ? OptionalInt.empty() : OptionalInt.of(count);
    }
}
