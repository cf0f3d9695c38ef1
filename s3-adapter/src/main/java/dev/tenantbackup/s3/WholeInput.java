// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.s3;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;

/** An answer of a known length, that must not end early, and is broken off if nobody wants the rest. */
final class WholeInput extends FilterInputStream {

    private final ResponseInputStream<?> response;
    private long left;

    WholeInput(ResponseInputStream<?> response, long length) {
        super(response);
        this.response = response;
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        int b = in.read();
        count(b < 0 ? -1 : 1);
        return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        int some = in.read(bytes, offset, count);
        count(some);
        return some;
    }

    @Override
    public long skip(long count) throws IOException {
        long some = in.skip(count);
        left -= some;
        return some;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(int some) throws IOException {
        if (some >= 0) {
            left -= some;
        } else if (left > 0) {
            throw new EOFException("the storage's answer ended " + left + " bytes early");
        }
    }

    @Override
    public void close() throws IOException {
        if (left > 0) {
            response.abort();
        }
        super.close();
    }
}
