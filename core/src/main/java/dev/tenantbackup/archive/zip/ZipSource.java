// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.zip;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/** The bytes of an archive file at any position. Safe for concurrent use. */
public final class ZipSource implements Closeable {

    private final SeekableByteChannel channel;
    private final long size;

    /** The bytes of a channel, which belongs to this source from now on. */
    public ZipSource(SeekableByteChannel channel) throws IOException {
        this.channel = channel;
        this.size = channel.size();
    }

    long size() {
        return size;
    }

    /** Some bytes as little-endian numbers. */
    ByteBuffer read(long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        readAt(position, bytes);
        if (bytes.hasRemaining()) {
            throw new EOFException("the file ends at byte " + size);
        }
        return bytes.flip();
    }

    /** A stream of a range of bytes. Closing it has no effect. */
    InputStream stream(long position, long length) {
        return new Range(position, length);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private synchronized void readAt(long position, ByteBuffer target) throws IOException {
        channel.position(position);
        while (target.hasRemaining() && channel.read(target) >= 0) {
            // read on
        }
    }

    private final class Range extends InputStream {

        private long position;
        private long remaining;

        Range(long position, long length) {
            this.position = position;
            this.remaining = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (remaining == 0) {
                return -1;
            }
            ByteBuffer buffer = ByteBuffer.wrap(target, offset, (int) Math.min(length, remaining));
            readAt(position, buffer);
            int count = buffer.position() - offset;
            if (count == 0) {
                throw new EOFException("the file ends at byte " + position);
            }
            position += count;
            remaining -= count;
            return count;
        }
    }
}
