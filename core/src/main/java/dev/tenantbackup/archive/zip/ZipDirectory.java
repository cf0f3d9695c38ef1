// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.zip;

import static dev.tenantbackup.archive.zip.ZipEnd.UINT32_MAX;
import static dev.tenantbackup.archive.zip.ZipEnd.uint16;
import static dev.tenantbackup.archive.zip.ZipEnd.uint32;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads the directory of a ZIP as strictly as a stranger's file deserves. General ZIP readers look for the end record
 * anywhere in the last 64 KiB, believe the central directory, and skip what lies between entries, so that two of them
 * can see two different archives in one file. Here every byte of the file belongs to exactly one header, entry or
 * directory record, and what is said twice must be said alike.
 */
public final class ZipDirectory {

    private static final int CENTRAL_HEADER = 0x02014b50;
    private static final int CENTRAL_HEADER_BYTES = 46;
    private static final int LOCAL_HEADER = 0x04034b50;
    private static final int LOCAL_HEADER_BYTES = 30;
    private static final int DESCRIPTOR = 0x08074b50;

    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int MADE_BY_UNIX = 3;
    /** The bits of a Unix file's mode that say what it is. */
    private static final int UNIX_KIND = 0xF000;

    private static final int UNIX_FILE = 0x8000;
    private static final int UNIX_LINK = 0xA000;

    /** Deflate's level (two bits), sizes behind the data, names in UTF-8. */
    private static final int KNOWN_FLAGS = 0x080E;

    private final ZipSource source;
    private final int maxEntries;
    private final int maxNameBytes;

    private ZipDirectory(ZipSource source, int maxEntries, int maxNameBytes) {
        this.source = source;
        this.maxEntries = maxEntries;
        this.maxNameBytes = maxNameBytes;
    }

    /**
     * The entries, in the order in which they lie in the file.
     *
     * @throws MalformedZipException if the file is not a ZIP of the kind that {@code docs/archive-format.md} defines
     */
    public static List<ZipEntryRecord> read(ZipSource source, int maxEntries, int maxNameBytes) throws IOException {
        try {
            return new ZipDirectory(source, maxEntries, maxNameBytes).read();
        } catch (EOFException e) {
            throw new MalformedZipException("a header reaches beyond the end of the file");
        }
    }

    private List<ZipEntryRecord> read() throws IOException {
        ZipEnd end = ZipEnd.read(source);
        if (end.entries() > maxEntries) {
            throw new MalformedZipException(
                    "it has " + end.entries() + " entries, and the limit maxEntries is " + maxEntries);
        }
        List<ZipEntryRecord> entries = centralDirectory(end);
        entries.sort(Comparator.comparingLong(ZipEntryRecord::headerOffset));
        List<ZipEntryRecord> located = new ArrayList<>(entries.size());
        long position = 0;
        for (int i = 0; i < entries.size(); i++) {
            ZipEntryRecord entry = entries.get(i);
            if (entry.headerOffset() != position) {
                throw new MalformedZipException("entry '" + entry.name() + "' begins at byte " + entry.headerOffset()
                        + " instead of " + position);
            }
            long next = i + 1 < entries.size() ? entries.get(i + 1).headerOffset() : end.directoryOffset();
            long dataOffset = localHeader(entry, next);
            descriptor(entry, dataOffset + entry.compressedSize(), next);
            located.add(entry.withDataOffset(dataOffset));
            position = next;
        }
        if (position != end.directoryOffset()) {
            throw new MalformedZipException("it begins with bytes that belong to no entry");
        }
        return located;
    }

    private List<ZipEntryRecord> centralDirectory(ZipEnd end) throws IOException {
        List<ZipEntryRecord> entries = new ArrayList<>();
        long position = end.directoryOffset();
        for (long i = 0; i < end.entries(); i++) {
            ByteBuffer header = source.read(position, CENTRAL_HEADER_BYTES);
            if (header.getInt(0) != CENTRAL_HEADER) {
                throw new MalformedZipException("its directory is damaged at byte " + position);
            }
            int nameBytes = uint16(header, 28);
            int extraBytes = uint16(header, 30);
            String name = name(position + CENTRAL_HEADER_BYTES, nameBytes);
            if (uint16(header, 32) != 0 || uint16(header, 34) != 0) {
                throw new MalformedZipException("entry '" + name + "' has a comment or lies on another disk");
            }
            requireFile(name, header);
            Zip64Extra extra = Zip64Extra.find(source.read(position + CENTRAL_HEADER_BYTES + nameBytes, extraBytes));
            // In the extra field the values stand in this order, each only if the header's own field is full.
            long size = extra.resolve(uint32(header, 24));
            long compressedSize = extra.resolve(uint32(header, 20));
            long headerOffset = extra.resolve(uint32(header, 42));
            extra.skipDisk();
            extra.requireUsedUp();
            int flags = uint16(header, 8);
            int method = uint16(header, 10);
            if ((flags & ~KNOWN_FLAGS) != 0 || (method != DEFLATED && method != STORED)) {
                throw new MalformedZipException(
                        "entry '" + name + "' is encrypted or compressed in a way that the format does not use");
            }
            if (size < 0 || compressedSize < 0 || headerOffset < 0 || (method == STORED && size != compressedSize)) {
                throw new MalformedZipException("entry '" + name + "' has an impossible size");
            }
            entries.add(new ZipEntryRecord(
                    name, method == DEFLATED, flags, uint32(header, 16), compressedSize, size, headerOffset, -1));
            position += CENTRAL_HEADER_BYTES + nameBytes + extraBytes;
            if (position > end.directoryEnd()) {
                throw new MalformedZipException("its directory is longer than its end record says");
            }
        }
        if (position != end.directoryEnd()) {
            throw new MalformedZipException("its directory is shorter than its end record says");
        }
        return entries;
    }

    /** That an entry is meant to be a file: a tool that unpacks would make a link or a device of it. */
    private static void requireFile(String name, ByteBuffer header) throws MalformedZipException {
        boolean unix = header.get(5) == MADE_BY_UNIX;
        int kind = uint16(header, 40) & UNIX_KIND;
        if (unix && kind != 0 && kind != UNIX_FILE) {
            throw new MalformedZipException("entry '" + name + "' is "
                    + (kind == UNIX_LINK ? "a link" : "no plain file") + ", and an archive holds plain files only");
        }
    }

    /** Checks an entry's own header against the directory's, and says where its data begin. */
    private long localHeader(ZipEntryRecord entry, long next) throws IOException {
        long at = entry.headerOffset();
        ByteBuffer header = source.read(at, LOCAL_HEADER_BYTES);
        int nameBytes = uint16(header, 26);
        int extraBytes = uint16(header, 28);
        if (header.getInt(0) != LOCAL_HEADER
                || !name(at + LOCAL_HEADER_BYTES, nameBytes).equals(entry.name())
                || uint16(header, 6) != entry.flags()
                || uint16(header, 8) != (entry.deflated() ? DEFLATED : STORED)) {
            throw contradiction(entry);
        }
        Zip64Extra extra = Zip64Extra.find(source.read(at + LOCAL_HEADER_BYTES + nameBytes, extraBytes));
        long size = extra.resolve(uint32(header, 22));
        long compressedSize = extra.resolve(uint32(header, 18));
        extra.requireUsedUp();
        if (differs(uint32(header, 14), entry.crc32(), entry)
                || differs(size, entry.size(), entry)
                || differs(compressedSize, entry.compressedSize(), entry)) {
            throw contradiction(entry);
        }
        long dataOffset = at + LOCAL_HEADER_BYTES + nameBytes + extraBytes;
        if (entry.compressedSize() > next - dataOffset) {
            throw new MalformedZipException("entry '" + entry.name() + "' reaches into what follows it");
        }
        return dataOffset;
    }

    /** What stands between an entry's data and what follows: its sizes and checksum once more, or nothing. */
    private void descriptor(ZipEntryRecord entry, long at, long next) throws IOException {
        long length = next - at;
        if (!entry.hasDescriptor()) {
            if (length != 0) {
                throw new MalformedZipException("there are bytes that belong to no entry at byte " + at);
            }
            return;
        }
        boolean signed = length == 16 || length == 24;
        boolean wide = length == 20 || length == 24;
        if (!signed && !wide && length != 12) {
            throw new MalformedZipException("there are bytes that belong to no entry at byte " + at);
        }
        ByteBuffer descriptor = source.read(at, (int) length);
        int crcAt = signed ? Integer.BYTES : 0;
        int sizesAt = crcAt + Integer.BYTES;
        long compressedSize = wide ? descriptor.getLong(sizesAt) : uint32(descriptor, sizesAt);
        long size = wide ? descriptor.getLong(sizesAt + Long.BYTES) : uint32(descriptor, sizesAt + Integer.BYTES);
        if ((signed && descriptor.getInt(0) != DESCRIPTOR)
                || uint32(descriptor, crcAt) != entry.crc32()
                || compressedSize != entry.compressedSize()
                || size != entry.size()) {
            throw contradiction(entry);
        }
    }

    /** With a descriptor behind the data, the local header may say 0; else it must say the same as the directory. */
    private static boolean differs(long local, long central, ZipEntryRecord entry) {
        return local != central && !(entry.hasDescriptor() && local == 0);
    }

    private String name(long at, int length) throws IOException {
        if (length == 0 || length > maxNameBytes) {
            throw new MalformedZipException(
                    "an entry's name has " + length + " bytes, and the limit maxNameBytes is " + maxNameBytes);
        }
        byte[] bytes = source.read(at, length).array();
        for (byte b : bytes) {
            if (b < 0x20 || b == 0x7F) {
                throw new MalformedZipException("an entry's name has characters that no name of the format has");
            }
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static MalformedZipException contradiction(ZipEntryRecord entry) {
        return new MalformedZipException(
                "the directory and the header of entry '" + entry.name() + "' contradict each other");
    }

    /** The values of a ZIP64 extra field, taken one after the other. */
    private static final class Zip64Extra {

        private static final int ID = 0x0001;

        private final ByteBuffer values;

        private Zip64Extra(ByteBuffer values) {
            this.values = values;
        }

        /** The ZIP64 field among an entry's extra fields; other fields mean nothing here. */
        static Zip64Extra find(ByteBuffer extra) throws MalformedZipException {
            ByteBuffer found = ByteBuffer.allocate(0);
            boolean seen = false;
            while (extra.hasRemaining()) {
                if (extra.remaining() < 4) {
                    throw new MalformedZipException("an extra field is cut off");
                }
                int id = Short.toUnsignedInt(extra.getShort());
                int length = Short.toUnsignedInt(extra.getShort());
                if (length > extra.remaining() || (id == ID && seen)) {
                    throw new MalformedZipException("an extra field is cut off or repeated");
                }
                if (id == ID) {
                    seen = true;
                    found = extra.slice(extra.position(), length).order(extra.order());
                }
                extra.position(extra.position() + length);
            }
            return new Zip64Extra(found);
        }

        /** The value of a header field, which is here if the field is full. */
        long resolve(long field) throws MalformedZipException {
            if (field != UINT32_MAX) {
                return field;
            }
            if (values.remaining() < Long.BYTES) {
                throw new MalformedZipException("a ZIP64 size is missing");
            }
            return values.getLong();
        }

        /** The number of the disk, which some writers always put last: there is only disk 0. */
        void skipDisk() {
            if (values.remaining() == Integer.BYTES && values.getInt(values.position()) == 0) {
                values.position(values.limit());
            }
        }

        void requireUsedUp() throws MalformedZipException {
            if (values.hasRemaining()) {
                throw new MalformedZipException("a ZIP64 extra field has values that nothing refers to");
            }
        }
    }
}
