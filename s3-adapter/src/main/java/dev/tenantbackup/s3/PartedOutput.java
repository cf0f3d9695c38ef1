// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.s3;

import java.io.OutputStream;
import java.util.Arrays;

/**
 * Collects bytes into parts and sends each one when it is full. Closing does nothing: only {@link #complete} stores what
 * was written.
 */
final class PartedOutput extends OutputStream {

    /** Above the least that storages take for a part but the last, 5 MiB. */
    static final int FIRST_PARTS = 8 << 20;

    /** After so many parts their size doubles: 10,000 of them, the most there may be, hold 5 TiB and more. */
    static final int PARTS_OF_A_SIZE = 1_000;

    private static final int SMALLEST_BUFFER = 64 << 10;
    private static final int LARGEST_PARTS = 1 << 30;

    private final Upload upload;
    private byte[] buffer = new byte[SMALLEST_BUFFER];
    private int length;

    PartedOutput(Upload upload) {
        this.upload = upload;
    }

    @Override
    public void write(int b) {
        makeRoom();
        buffer[length++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
        int from = offset;
        int left = count;
        while (left > 0) {
            makeRoom();
            int some = Math.min(left, buffer.length - length);
            System.arraycopy(bytes, from, buffer, length, some);
            length += some;
            from += some;
            left -= some;
        }
    }

    /** A full part is sent only when more bytes come: the last one has to be sent otherwise. */
    private void makeRoom() {
        if (length < buffer.length) {
            return;
        }
        int size = partSize();
        if (length >= size) {
            upload.part(buffer, length);
            length = 0;
            size = partSize();
            if (buffer.length < size) {
                buffer = new byte[size];
            }
        } else {
            buffer = Arrays.copyOf(buffer, (int) Math.min(size, 4L * buffer.length));
        }
    }

    private int partSize() {
        long size = (long) FIRST_PARTS << Math.min(7, upload.partsSent() / PARTS_OF_A_SIZE);
        return (int) Math.min(size, LARGEST_PARTS);
    }

    /** Stores what was written. */
    void complete() {
        if (upload.partsSent() == 0) {
            upload.whole(buffer, length);
        } else {
            if (length > 0) {
                upload.part(buffer, length);
            }
            upload.complete();
        }
    }
}
