// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.storage.disk;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes files under names that nobody looks at, and gives them their own when they are complete.
 *
 * <p>A name is given by a hard link, which fails if somebody has it. Where the file system knows no hard links, the file is
 * renamed under the protection of a claim, a file that only one writer of a name can create. Safe for concurrent use.
 */
public final class WholeFiles {

    private static final Logger LOG = LoggerFactory.getLogger(WholeFiles.class);
    private static final int BUFFER_BYTES = 64 << 10;

    private final FileOperations files;
    private final Claims claims;

    public WholeFiles(FileOperations files, Claims claims) {
        this.files = files;
        this.claims = claims;
    }

    /**
     * Makes a new file; its content and size are on disk on return, and perhaps not its name. What was written stays if
     * this fails half-way: {@link #discard} it.
     */
    public void write(Path part, Content content) throws IOException {
        try (FileChannel channel = files.create(part)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES) {
                @Override
                public void close() throws IOException {
                    flush();
                }
            };
            content.writeTo(out);
            out.flush();
            files.force(channel);
        }
    }

    /**
     * Gives a complete file its name, if nobody has it. Its first name may stay, too.
     *
     * @throws FileAlreadyExistsException if somebody has, or is just taking it
     */
    public void publish(Path part, Path path) throws IOException {
        try {
            files.link(part, path);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException noHardLinks) {
            publishUnderClaim(part, path);
        }
    }

    /** Renaming replaces what is there, so only whoever holds the claim on the name may look and rename. */
    private void publishUnderClaim(Path part, Path path) throws IOException {
        Path claim = claims.on(path);
        files.create(claim).close();
        try {
            if (files.isTaken(path)) {
                throw new FileAlreadyExistsException(path.toString());
            }
            files.rename(part, path);
        } finally {
            discard(claim);
        }
    }

    /** Deletes an unfinished file, if it is there; what can't be deleted does no harm and stays. */
    public void discard(Path file) {
        try {
            files.delete(file);
        } catch (IOException e) {
            LOG.warn("The unfinished file {} stays; it may be deleted.", file, e);
        }
    }

    /** What a file shall hold. */
    @FunctionalInterface
    public interface Content {

        /** Writes all of it. Closing the stream only flushes it. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Where claims lie: the same file for every writer of a name. */
    @FunctionalInterface
    public interface Claims {

        /** The claim on a name; asked for right before it is made. */
        Path on(Path name) throws IOException;
    }
}
