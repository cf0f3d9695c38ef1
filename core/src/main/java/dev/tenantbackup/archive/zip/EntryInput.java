// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.zip;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The uncompressed bytes of one entry, never more of them than the directory declares. Its end is reached only if
 * size, checksum and the end of the compressed data are what they should be.
 */
public final class EntryInput extends InputStream {

    private static final int BUFFER_BYTES = 64 << 10;

    private final ZipEntryRecord entry;
    private final InputStream data;
    private final Inflater inflater = new Inflater(true);
    private final byte[] input = new byte[BUFFER_BYTES];
    private final CRC32 crc = new CRC32();
    private long count;
    private boolean padded;
    private boolean ended;

    public EntryInput(ZipSource source, ZipEntryRecord entry) {
        this.entry = entry;
        this.data = source.stream(entry.dataOffset(), entry.compressedSize());
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
        if (ended) {
            return -1;
        }
        int read = entry.deflated() ? inflate(target, offset, length) : data.read(target, offset, length);
        if (read < 0) {
            requireComplete();
            ended = true;
            return -1;
        }
        count += read;
        if (count > entry.size()) {
            throw damaged("is longer than its declared " + entry.size() + " bytes");
        }
        crc.update(target, offset, read);
        return read;
    }

    @Override
    public void close() {
        ended = true;
        inflater.end();
    }

    private int inflate(byte[] target, int offset, int length) throws IOException {
        try {
            while (true) {
                int read = inflater.inflate(target, offset, length);
                if (read > 0) {
                    return read;
                }
                if (inflater.finished()) {
                    return -1;
                }
                if (inflater.needsDictionary() || !refill()) {
                    throw damaged("is cut off");
                }
            }
        } catch (DataFormatException e) {
            throw damaged("can't be inflated");
        }
    }

    private boolean refill() throws IOException {
        int read = data.read(input, 0, input.length);
        if (read > 0) {
            inflater.setInput(input, 0, read);
            return true;
        }
        // zlib may ask for one byte beyond the end of raw deflate data.
        boolean first = !padded;
        padded = true;
        inflater.setInput(new byte[1]);
        return first;
    }

    private void requireComplete() throws IOException {
        boolean unread = data.read() >= 0 || inflater.getRemaining() > (padded ? 1 : 0);
        if (unread || count != entry.size() || crc.getValue() != entry.crc32()) {
            throw damaged("does not have the size and checksum that its header declares");
        }
    }

    private MalformedZipException damaged(String how) {
        return new MalformedZipException("entry '" + entry.name() + "' " + how);
    }
}
