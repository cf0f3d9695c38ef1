// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The first bytes of a stream, and no more. */
final class BoundedInput extends FilterInputStream {

    private long remaining;

    BoundedInput(InputStream in, long length) {
        super(in);
        this.remaining = length;
    }

    @Override
    public int read() throws IOException {
        if (remaining == 0) {
            return -1;
        }
        int next = in.read();
        if (next >= 0) {
            remaining--;
        }
        return next;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (remaining == 0 && length > 0) {
            return -1;
        }
        int read = in.read(target, offset, (int) Math.min(length, remaining));
        if (read > 0) {
            remaining -= read;
        }
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = in.skip(Math.min(count, remaining));
        remaining -= skipped;
        return skipped;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(in.available(), remaining);
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
