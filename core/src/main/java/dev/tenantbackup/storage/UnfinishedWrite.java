// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.storage;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a write has stored that was not completed yet, and perhaps never will be: a part file, an upload in parts.
 *
 * @param name what the storage calls it; means nothing to anybody else
 * @param key the object that shall come of it; null if the storage can't tell
 * @param bytes how many bytes it takes
 * @param lastWrittenAt when it was last written to, by the storage's clock
 */
public record UnfinishedWrite(String name, @Nullable ObjectKey key, long bytes, Instant lastWrittenAt) {

    public UnfinishedWrite {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(lastWrittenAt, "lastWrittenAt");
    }

    /** The object that shall come of it, if the storage can tell. */
    public Optional<ObjectKey> target() {
        return Optional.ofNullable(key);
    }
}
