// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.files;

import dev.tenantbackup.storage.ContentWriter;

/**
 * Where the application keeps the files that its rows point to, to be written as well: what restores and clones need.
 *
 * <p>A call that has returned is durable, as far as the place promises that: the rows that point to the file are
 * committed after it. Extend the contract test of the testkit, {@code FileSinkContract}, to see whether an implementation
 * is right.
 */
public interface FileSink extends FileSource {

    /**
     * Stores a file under a key that no file has yet. It must stay invisible to {@link #find} and {@link #open} until it
     * is complete; if this method throws, either nothing or the whole file is stored. If two callers create the same key
     * at the same time, exactly one succeeds.
     *
     * @param content called at most once, on this thread
     * @throws FileExistsException if the key is taken; the file there is unchanged
     * @throws UnusableKeyException if no file here can have that key
     * @throws dev.tenantbackup.model.StorageException if storing fails, or {@code content} throws an {@code IOException};
     *     an unchecked exception of {@code content} comes out as it is
     */
    void create(FileKey key, ContentWriter content);

    /**
     * Stores a file under a key, whether it exists or not. Readers see the old content or the new one as a whole, also
     * those that have opened the file before. If this method throws, either the old content or the new one is there.
     *
     * @param content as in {@link #create}
     */
    void replace(FileKey key, ContentWriter content);

    /**
     * Deletes a file. Does nothing if there is none, so that a call can be repeated. Only files that an operation has
     * itself created are ever deleted by this library.
     */
    void delete(FileKey key);
}
