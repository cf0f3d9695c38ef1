// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.storage.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a writer of files asks of a file system: a seam, so that a test can see the order of calls and let any of them
 * fail.
 */
public interface FileOperations {

    void createDirectories(Path directory) throws IOException;

    /**
     * Opens a new file for writing.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the name is taken
     */
    FileChannel create(Path file) throws IOException;

    FileChannel read(Path file) throws IOException;

    /** Returns when the file's content and size are on disk. */
    void force(FileChannel file) throws IOException;

    /** Returns when the names in the directory are on disk. */
    void forceDirectory(Path directory) throws IOException;

    /**
     * Gives a file a second name.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the name is taken
     * @throws java.nio.file.FileSystemException if the file system refuses, perhaps because it knows no such thing
     * @throws UnsupportedOperationException if it is known not to
     */
    void link(Path file, Path name) throws IOException;

    /** Renames a file; what had the name before is replaced. */
    void rename(Path file, Path name) throws IOException;

    /** Deletes a file, if it exists. */
    void delete(Path file) throws IOException;

    /** The size of a regular file; empty if there is none of that name. */
    Optional<Long> size(Path file) throws IOException;

    /** Whether anything has the name: a directory or a link that leads nowhere, too. */
    boolean isTaken(Path name);

    /** When the file was last written to; empty if it doesn't exist. */
    Optional<Instant> lastModified(Path file) throws IOException;

    /** The names in a directory, in no particular order. */
    List<String> list(Path directory) throws IOException;
}
