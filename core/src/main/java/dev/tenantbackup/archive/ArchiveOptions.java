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
 * @param threads how many work on a large archive; two by default
 */
public record ArchiveOptions(
        int compressionLevel,
        ArchiveLimits limits,
        @Nullable SigningKey signingKey,
        Threads threads) {

    public static final ArchiveOptions DEFAULTS = new ArchiveOptions(1, ArchiveLimits.DEFAULTS, null, Threads.TWO);

    public ArchiveOptions {
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(threads, "threads");
        if (compressionLevel < 0 || compressionLevel > 9) {
            throw new IllegalArgumentException("a compression level is 0 to 9, not " + compressionLevel);
        }
    }

    public ArchiveOptions withCompressionLevel(int value) {
        return new ArchiveOptions(value, limits, signingKey, threads);
    }

    public ArchiveOptions withLimits(ArchiveLimits value) {
        return new ArchiveOptions(compressionLevel, value, signingKey, threads);
    }

    public ArchiveOptions withSigningKey(SigningKey value) {
        return new ArchiveOptions(compressionLevel, limits, Objects.requireNonNull(value, "signingKey"), threads);
    }

    public ArchiveOptions withThreads(Threads value) {
        return new ArchiveOptions(compressionLevel, limits, signingKey, value);
    }

    /** Who signs, if anybody does. */
    public Optional<SigningKey> signer() {
        return Optional.ofNullable(signingKey);
    }

    /** Who digests, compresses and writes what comes of rows. The bytes are the same. */
    public enum Threads {
        /** Whoever writes the rows. */
        ONE,
        /** A thread of the archive's own, while whoever writes rows goes on with the next. */
        TWO
    }
}
