// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.model.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * A file's bytes out of an archive. Its end is reached only if they are those that the manifest names; whatever is wrong
 * comes as an exception of the archive, not as an {@code IOException} that could be anybody's.
 */
final class FileInput extends InputStream {

    private final String archive;
    private final ArchivedFile file;
    private final InputStream entry;
    private final MessageDigest sha256 = Digest.start();
    private boolean ended;

    FileInput(String archive, ArchivedFile file, InputStream entry) {
        this.archive = archive;
        this.file = file;
        this.entry = entry;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (ended) {
            return -1;
        }
        try {
            int read = entry.read(target, offset, length);
            if (read < 0) {
                ended = true;
                requireDigest();
                return -1;
            }
            sha256.update(target, offset, read);
            return read;
        } catch (IOException e) {
            throw Damage.exception(archive, e);
        }
    }

    private void requireDigest() {
        Digest found = Digest.finish(sha256);
        if (!found.equals(file.sha256())) {
            throw Damage.exception(
                    archive, Problem.of("entry '" + file.entryName() + "' holds other bytes, with digest " + found));
        }
    }

    @Override
    public void close() throws IOException {
        entry.close();
    }
}
