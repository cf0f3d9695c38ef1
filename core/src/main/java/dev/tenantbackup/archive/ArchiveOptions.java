// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import java.util.Objects;

/**
 * How an archive is written.
 *
 * @param compressionLevel deflate's level from 0 to 9; 1 by default: higher levels take several times as long for
 *     archives that are a fifth smaller
 * @param limits what the writer keeps to, so that a reader with the same limits can read it
 */
public record ArchiveOptions(int compressionLevel, ArchiveLimits limits) {

    public static final ArchiveOptions DEFAULTS = new ArchiveOptions(1, ArchiveLimits.DEFAULTS);

    public ArchiveOptions {
        Objects.requireNonNull(limits, "limits");
        if (compressionLevel < 0 || compressionLevel > 9) {
            throw new IllegalArgumentException("a compression level is 0 to 9, not " + compressionLevel);
        }
    }

    public ArchiveOptions withCompressionLevel(int value) {
        return new ArchiveOptions(value, limits);
    }

    public ArchiveOptions withLimits(ArchiveLimits value) {
        return new ArchiveOptions(compressionLevel, value);
    }
}
