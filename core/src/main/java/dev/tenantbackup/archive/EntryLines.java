// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.archive.zip.MalformedZipException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/** The lines of an entry, and the digest of all its bytes. Holds one line in memory. */
final class EntryLines {

    private static final int BUFFER_BYTES = 64 << 10;

    private final InputStream in;
    private final int maxLineBytes;
    private final MessageDigest sha256 = Digest.start();
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int filled;
    private int lineStart;
    private int lineEnd;
    private int next;
    private long bytes;

    EntryLines(InputStream in, int maxLineBytes) {
        this.in = in;
        this.maxLineBytes = maxLineBytes;
    }

    /**
     * Goes to the next line.
     *
     * @return false at the end
     * @throws MalformedZipException if the last line doesn't end, or a line is longer than the limit
     */
    boolean next() throws IOException {
        lineStart = next;
        int scanned = next;
        while (true) {
            for (int i = scanned; i < filled; i++) {
                if (buffer[i] == '\n') {
                    lineEnd = i;
                    next = i + 1;
                    return true;
                }
            }
            scanned = filled - lineStart;
            if (scanned > maxLineBytes) {
                throw new MalformedZipException("a row has more bytes than the limit maxRowBytes of " + maxLineBytes);
            }
            makeRoom();
            int read = in.read(buffer, filled, buffer.length - filled);
            if (read < 0) {
                if (filled > lineStart) {
                    throw new MalformedZipException("its last line has no end");
                }
                return false;
            }
            sha256.update(buffer, filled, read);
            bytes += read;
            filled += read;
        }
    }

    /** The array that holds the line; valid until the next call of {@link #next()}. */
    byte[] array() {
        return buffer;
    }

    int from() {
        return lineStart;
    }

    /** Where the line ends, its line feed left out. */
    int to() {
        return lineEnd;
    }

    boolean is(String line) {
        if (lineEnd - lineStart != line.length()) {
            return false;
        }
        for (int i = 0; i < line.length(); i++) {
            if (buffer[lineStart + i] != line.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** How many bytes were read so far; all of the entry's after {@link #next()} returned false. */
    long bytes() {
        return bytes;
    }

    /** The digest of all bytes; to be asked once, at the end. */
    Digest sha256() {
        return Digest.finish(sha256);
    }

    /** Moves the line at hand to the buffer's beginning, and grows the buffer if it is full of it. */
    private void makeRoom() {
        System.arraycopy(buffer, lineStart, buffer, 0, filled - lineStart);
        filled -= lineStart;
        next -= lineStart;
        lineStart = 0;
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, (int) Math.min(2L * buffer.length, maxLineBytes + 2L));
        }
    }
}
