// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.archive.Digest;
import dev.tenantbackup.files.FileKey;
import dev.tenantbackup.files.FileSource;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** The bytes of a file that rows point to; if reading them fails, the exception says which file it was. */
final class FileBytes extends FilterInputStream {

    private static final int BUFFER_BYTES = 64 << 10;

    private final FileKey key;

    private FileBytes(InputStream in, FileKey key) {
        super(in);
        this.key = key;
    }

    /** Opens a file; as {@link FileSource#open} does, but no method of the stream throws an {@code IOException}. */
    static FileBytes open(FileSource source, FileKey key) {
        return new FileBytes(source.open(key), key);
    }

    /** The digest of a file. */
    static Digest digest(FileSource source, FileKey key) {
        MessageDigest sha256 = Digest.start();
        try (FileBytes in = open(source, key)) {
            in.digestRest(sha256);
        }
        return Digest.finish(sha256);
    }

    /** Reads to the end, and says how many bytes there were. */
    long digestRest(MessageDigest sha256) {
        byte[] buffer = new byte[BUFFER_BYTES];
        long bytes = 0;
        for (int some = read(buffer, 0, buffer.length); some >= 0; some = read(buffer, 0, buffer.length)) {
            sha256.update(buffer, 0, some);
            bytes += some;
        }
        return bytes;
    }

    @Override
    public int read() {
        try {
            return super.read();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        try {
            return super.read(target, offset, length);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() {
        try {
            super.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private StorageException failure(IOException e) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new StorageException(
                Problem.of("Cannot read the file '" + key + "': " + reason + ".")
                        .thatMayPass(),
                e);
    }
}
