// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.files.FileKey;
import java.util.List;
import java.util.Objects;

/**
 * One content of files that rows point to.
 *
 * @param sha256 its digest, which names its entry
 * @param bytes how long it is
 * @param keys what rows call it; several files may have the same bytes
 */
public record ArchivedFile(Digest sha256, long bytes, List<FileKey> keys) {

    public ArchivedFile {
        Objects.requireNonNull(sha256, "sha256");
        keys = List.copyOf(keys);
        if (bytes < 0) {
            throw new IllegalArgumentException("a file of " + bytes + " bytes");
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a file that no row points to");
        }
    }

    String entryName() {
        return EntryName.ofFile(sha256);
    }
}
