// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.archive.seal.SigningKey;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an archive is written.
 *
 * @param compressionLevel deflate's level from 0 to 9; 1 by default: higher levels take several times as long for
 *     archives that are a fifth smaller
 * @param limits what the writer keeps to, so that a reader with the same limits can read it
 * @param signingKey signs every manifest; null by default: nothing is signed
 */
public record ArchiveOptions(
        int compressionLevel,
        ArchiveLimits limits,
        @Nullable SigningKey signingKey) {

    public static final ArchiveOptions DEFAULTS = new ArchiveOptions(1, ArchiveLimits.DEFAULTS, null);

    public ArchiveOptions {
        Objects.requireNonNull(limits, "limits");
        if (compressionLevel < 0 || compressionLevel > 9) {
            throw new IllegalArgumentException("a compression level is 0 to 9, not " + compressionLevel);
        }
    }

    public ArchiveOptions withCompressionLevel(int value) {
        return new ArchiveOptions(value, limits, signingKey);
    }

    public ArchiveOptions withLimits(ArchiveLimits value) {
        return new ArchiveOptions(compressionLevel, value, signingKey);
    }

    public ArchiveOptions withSigningKey(SigningKey value) {
        return new ArchiveOptions(compressionLevel, limits, Objects.requireNonNull(value, "signingKey"));
    }

    /** Who signs, if anybody does. */
    public Optional<SigningKey> signer() {
        return Optional.ofNullable(signingKey);
    }
}
