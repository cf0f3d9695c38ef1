// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.storage;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Names one stored object. The alphabet is one that every file system and object store takes as it is; nothing in a
 * key can lead to another directory.
 *
 * @param value 1 to 255 of the characters {@code A-Z a-z 0-9 _ - . %}, the first a letter or digit. Two keys that
 *     differ only in case are two keys; a storage on a file system that ignores case may refuse the second as taken
 */
public record ObjectKey(String value) implements Comparable<ObjectKey> {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.%-]{0,254}");

    public ObjectKey {
        Objects.requireNonNull(value, "value");
        if (!isValid(value)) {
            throw new IllegalArgumentException("not an object key: '" + value + "'");
        }
    }

    public static ObjectKey of(String value) {
        return new ObjectKey(value);
    }

    public static boolean isValid(String value) {
        return SHAPE.matcher(value).matches();
    }

    @Override
    public int compareTo(ObjectKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
