// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.zip;

/**
 * One entry of a ZIP as its central directory describes it.
 *
 * @param name its name
 * @param deflated whether its data are deflated; else they are stored
 * @param flags the general purpose flags
 * @param crc32 checksum of the uncompressed data
 * @param compressedSize size of its data in the file
 * @param size uncompressed size
 * @param headerOffset where its local header begins
 * @param dataOffset where its data begin
 */
public record ZipEntryRecord(
        String name,
        boolean deflated,
        int flags,
        long crc32,
        long compressedSize,
        long size,
        long headerOffset,
        long dataOffset) {

    ZipEntryRecord withDataOffset(long value) {
        return new ZipEntryRecord(name, deflated, flags, crc32, compressedSize, size, headerOffset, value);
    }

    /** Whether sizes and checksum follow the data instead of preceding them. */
    boolean hasDescriptor() {
        return (flags & 0x0008) != 0;
    }
}
