// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.Digest;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Counts and digests what passes through. */
final class DigestingOutput extends FilterOutputStream {

    private final MessageDigest sha256 = Digest.start();
    private long bytes;

    DigestingOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int next) throws IOException {
        out.write(next);
        sha256.update((byte) next);
        bytes++;
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        out.write(source, offset, length);
        sha256.update(source, offset, length);
        bytes += length;
    }

    long bytes() {
        return bytes;
    }

    /** The digest of everything; to be asked once, at the end. */
    Digest sha256() {
        return Digest.finish(sha256);
    }
}
