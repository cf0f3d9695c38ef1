// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.model;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Names one backup: its archive's file name without suffixes, {@code tenant_export_<tenant>_<yyyyMMddHHmmss>} and on a
 * collision {@code -2}, {@code -3} behind it.
 *
 * @param value letters, digits, and {@code _ - . %} only, at most 250 characters: usable as a file name and as an
 *     object key everywhere
 */
public record BackupId(String value) implements Comparable<BackupId> {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.%-]{0,249}");

    public BackupId {
        Objects.requireNonNull(value, "value");
        if (!SHAPE.matcher(value).matches() || value.contains("..")) {
            throw new IllegalArgumentException("not a backup id: '" + value + "'");
        }
    }

    public static BackupId of(String value) {
        return new BackupId(value);
    }

    /** Says whether the text has the shape of a backup id; it need not exist. */
    public static boolean isValid(String value) {
        return SHAPE.matcher(value).matches() && !value.contains("..");
    }

    @Override
    public int compareTo(BackupId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
