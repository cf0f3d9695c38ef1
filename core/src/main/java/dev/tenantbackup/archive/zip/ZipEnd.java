// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.zip;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The end records of a ZIP: where its central directory is.
 *
 * @param entries how many entries the directory has
 * @param directoryOffset where the directory begins
 * @param directoryEnd where it ends, and the end records begin
 */
record ZipEnd(long entries, long directoryOffset, long directoryEnd) {

    static final long UINT32_MAX = 0xFFFFFFFFL;
    static final int UINT16_MAX = 0xFFFF;

    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int LOCATOR = 0x07064b50;
    private static final int LOCATOR_BYTES = 20;
    private static final int ZIP64_END = 0x06064b50;
    private static final int ZIP64_END_BYTES = 56;
    /** What the record says of its own length: it leaves out its first twelve bytes. */
    private static final int ZIP64_END_DECLARED = ZIP64_END_BYTES - 12;

    /** Reads the end records, which must be the file's last bytes. */
    static ZipEnd read(ZipSource source) throws IOException {
        long at = source.size() - END_BYTES;
        if (at < 0) {
            throw new MalformedZipException("it is too short to be a ZIP");
        }
        ByteBuffer end = source.read(at, END_BYTES);
        if (end.getInt(0) != END) {
            throw new MalformedZipException("its end is missing: it was cut off, or is no ZIP");
        }
        if (uint16(end, 4) != 0 || uint16(end, 6) != 0 || uint16(end, 8) != uint16(end, 10) || uint16(end, 20) != 0) {
            throw new MalformedZipException("its end record names several disks or has a comment");
        }
        long locatorAt = at - LOCATOR_BYTES;
        boolean zip64 = locatorAt >= ZIP64_END_BYTES
                && source.read(locatorAt, Integer.BYTES).getInt(0) == LOCATOR;
        ZipEnd found = zip64
                ? zip64(source, end, locatorAt)
                : new ZipEnd(uint16(end, 10), uint32(end, 16), at).ofSize(uint32(end, 12));
        return found;
    }

    private static ZipEnd zip64(ZipSource source, ByteBuffer end, long locatorAt) throws IOException {
        long at = locatorAt - ZIP64_END_BYTES;
        ByteBuffer locator = source.read(locatorAt, LOCATOR_BYTES);
        ByteBuffer record = source.read(at, ZIP64_END_BYTES);
        if (locator.getInt(4) != 0
                || locator.getLong(8) != at
                || locator.getInt(16) != 1
                || record.getInt(0) != ZIP64_END
                || record.getLong(4) != ZIP64_END_DECLARED
                || record.getInt(16) != 0
                || record.getInt(20) != 0
                || record.getLong(24) != record.getLong(32)) {
            throw new MalformedZipException("its ZIP64 end record is not where it should be");
        }
        long entries = record.getLong(32);
        long size = record.getLong(40);
        long offset = record.getLong(48);
        if (differs(uint16(end, 10), UINT16_MAX, entries)
                || differs(uint32(end, 12), UINT32_MAX, size)
                || differs(uint32(end, 16), UINT32_MAX, offset)) {
            throw new MalformedZipException("its two end records contradict each other");
        }
        return new ZipEnd(entries, offset, at).ofSize(size);
    }

    private ZipEnd ofSize(long size) throws MalformedZipException {
        if (entries < 0 || directoryOffset < 0 || size < 0 || directoryEnd - directoryOffset != size) {
            throw new MalformedZipException("its directory is not where its end record says");
        }
        return this;
    }

    /** Whether a field of the old record is neither the real value nor the sign that the new record has it. */
    private static boolean differs(long field, long absent, long real) {
        return field != absent && field != real;
    }

    static int uint16(ByteBuffer bytes, int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }

    static long uint32(ByteBuffer bytes, int at) {
        return Integer.toUnsignedLong(bytes.getInt(at));
    }
}
