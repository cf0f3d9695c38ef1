// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.files;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * A file that is there.
 *
 * @param key what rows call it
 * @param bytes its size, where the place knows it without reading
 */
public record StoredFile(FileKey key, OptionalLong bytes) {

    public StoredFile {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(bytes, "bytes");
    }

    /** A file of known size. */
    public static StoredFile of(FileKey key, long bytes) {
        return new StoredFile(key, OptionalLong.of(bytes));
    }
}
