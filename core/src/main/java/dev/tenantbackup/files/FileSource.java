// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.files;

import java.io.InputStream;
import java.util.Optional;

/**
 * Where the application keeps the files that its rows point to, to be read: all that an export needs.
 *
 * <p>Implementations must be safe for concurrent use. What fails throws a {@link
 * dev.tenantbackup.model.StorageException} that names the key, and whose {@link
 * dev.tenantbackup.model.Problem#retryable()} says whether the same call may succeed later. A key that can't be the name
 * of a file here must be refused with {@link UnusableKeyException}, never be bent into one that can.
 *
 * <p>Files don't lie in the database's snapshot: one may come, change or go while an export runs.
 */
public interface FileSource {

    /**
     * What is known of a file; empty if there is none.
     *
     * @throws UnusableKeyException if no file here can have that key
     */
    Optional<StoredFile> find(FileKey key);

    /**
     * Opens a file at its first byte. The caller closes the stream, whose methods may throw an {@code IOException}. The
     * stream must not end before the file does: if that can't be kept up, it must fail.
     *
     * @throws FileMissingException if there is none
     * @throws UnusableKeyException if no file here can have that key
     */
    InputStream open(FileKey key);

    /** Where a file lies or would lie, for people: a path, an address. Nothing parses it. */
    default String location(FileKey key) {
        return key.value();
    }
}
