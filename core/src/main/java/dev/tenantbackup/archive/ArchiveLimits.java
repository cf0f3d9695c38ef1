// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

/**
 * How much of an archive is believed. Every archive is opened as if a stranger wrote it: a limit that is exceeded ends
 * the reading with an {@code ArchiveException} that names the limit. Sizes are counted on the bytes that were really
 * inflated, not on what headers say. The writer keeps to the same limits, so that what was written can be read.
 *
 * @param maxEntries entries of the ZIP; default 100,000
 * @param maxNameBytes length of an entry's name; default 1,024 bytes
 * @param maxManifestBytes uncompressed size of the manifest, which is held in memory; default 64 MiB, about 150,000
 *     blocks or 600 million rows
 * @param maxEntryBytes uncompressed size of one table's entry; default 256 GiB
 * @param maxTotalBytes uncompressed size of all entries together; default 1 TiB
 * @param maxRowBytes encoded size of one row, which is held in memory; default 64 MiB
 */
public record ArchiveLimits(
        int maxEntries,
        int maxNameBytes,
        int maxManifestBytes,
        long maxEntryBytes,
        long maxTotalBytes,
        int maxRowBytes) {

    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;
    private static final long GIB = 1L << 30;

    /** The documented defaults. */
    public static final ArchiveLimits DEFAULTS =
            new ArchiveLimits(100_000, KIB, 64 * MIB, 256 * GIB, 1024 * GIB, 64 * MIB);

    public ArchiveLimits {
        if (maxEntries < 1
                || maxNameBytes < 1
                || maxManifestBytes < 1
                || maxEntryBytes < 1
                || maxTotalBytes < 1
                || maxRowBytes < 1) {
            throw new IllegalArgumentException("every limit must be at least 1");
        }
    }

    public ArchiveLimits withMaxEntries(int value) {
        return new ArchiveLimits(value, maxNameBytes, maxManifestBytes, maxEntryBytes, maxTotalBytes, maxRowBytes);
    }

    public ArchiveLimits withMaxNameBytes(int value) {
        return new ArchiveLimits(maxEntries, value, maxManifestBytes, maxEntryBytes, maxTotalBytes, maxRowBytes);
    }

    public ArchiveLimits withMaxManifestBytes(int value) {
        return new ArchiveLimits(maxEntries, maxNameBytes, value, maxEntryBytes, maxTotalBytes, maxRowBytes);
    }

    public ArchiveLimits withMaxEntryBytes(long value) {
        return new ArchiveLimits(maxEntries, maxNameBytes, maxManifestBytes, value, maxTotalBytes, maxRowBytes);
    }

    public ArchiveLimits withMaxTotalBytes(long value) {
        return new ArchiveLimits(maxEntries, maxNameBytes, maxManifestBytes, maxEntryBytes, value, maxRowBytes);
    }

    public ArchiveLimits withMaxRowBytes(int value) {
        return new ArchiveLimits(maxEntries, maxNameBytes, maxManifestBytes, maxEntryBytes, maxTotalBytes, value);
    }
}
