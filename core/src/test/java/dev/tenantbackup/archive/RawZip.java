// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** Builds ZIP files byte by byte, also ones that no decent writer makes. Entries are stored, without ZIP64. */
final class RawZip {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<byte[]> directory = new ArrayList<>();
    private byte[] comment = new byte[0];

    /** Any bytes between entries, or before the first. */
    RawZip junk(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    RawZip junk(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    RawZip entry(String name, String content) {
        return entry(name, name, content.getBytes(StandardCharsets.UTF_8), 0);
    }

    RawZip entry(String localName, String centralName, byte[] content, int flags) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return entry(localName, centralName, content, flags, 0, crc.getValue(), content.length, content.length);
    }

    /** An entry of which everything can be wrong. */
    RawZip entry(
            String localName,
            String centralName,
            byte[] content,
            int flags,
            int method,
            long crc,
            long localSize,
            long centralSize) {
        int offset = out.size();
        byte[] local = localName.getBytes(StandardCharsets.UTF_8);
        byte[] central = centralName.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(header(30, local.length)
                .putInt(0x04034b50)
                .putShort((short) 20)
                .putShort((short) flags)
                .putShort((short) method)
                .putInt(0x00210000)
                .putInt((int) crc)
                .putInt(content.length)
                .putInt((int) localSize)
                .putShort((short) local.length)
                .putShort((short) 0)
                .put(local)
                .array());
        out.writeBytes(content);
        directory.add(header(46, central.length)
                .putInt(0x02014b50)
                .putShort((short) 20)
                .putShort((short) 20)
                .putShort((short) flags)
                .putShort((short) method)
                .putInt(0x00210000)
                .putInt((int) crc)
                .putInt(content.length)
                .putInt((int) centralSize)
                .putShort((short) central.length)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(0)
                .putInt(offset)
                .put(central)
                .array());
        return this;
    }

    /** Says of the last entry what kind of file it was on the Unix machine that it comes from. */
    RawZip ofUnixMode(int mode) {
        ByteBuffer last = ByteBuffer.wrap(directory.get(directory.size() - 1)).order(ByteOrder.LITTLE_ENDIAN);
        last.put(5, (byte) 3).putInt(38, mode << 16);
        return this;
    }

    /** Lists the last entry in the directory once more. */
    RawZip listedTwice() {
        directory.add(directory.get(directory.size() - 1));
        return this;
    }

    RawZip comment(String text) {
        comment = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    byte[] bytes() {
        int offset = out.size();
        directory.forEach(out::writeBytes);
        int size = out.size() - offset;
        out.writeBytes(header(22, comment.length)
                .putInt(0x06054b50)
                .putInt(0)
                .putShort((short) directory.size())
                .putShort((short) directory.size())
                .putInt(size)
                .putInt(offset)
                .putShort((short) comment.length)
                .put(comment)
                .array());
        return out.toByteArray();
    }

    private static ByteBuffer header(int length, int more) {
        return ByteBuffer.allocate(length + more).order(ByteOrder.LITTLE_ENDIAN);
    }
}
