// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.archive.seal.VerifyingKey;
import dev.tenantbackup.model.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What came of validating an archive.
 *
 * @param level the deepest level that was examined to its end, whatever was found; null if none was: the archive is
 *     gone, or without a record to compare it with too damaged to be read
 * @param problems everything that is wrong, in the order of the archive's entries
 * @param unchecked what was not looked at although it was asked for, as sentences
 * @param signer the key by which it is signed, or where no more than the whole file was examined, its record; null if it is
 *     not, or too damaged to be read
 */
public record ValidationReport(
        @Nullable Level level,
        List<Problem> problems,
        List<String> unchecked,
        @Nullable VerifyingKey signer) {

    /** What came of validating an archive that nobody has signed. */
    public ValidationReport(@Nullable Level level, List<Problem> problems, List<String> unchecked) {
        this(level, problems, unchecked, null);
    }

    public ValidationReport {
        problems = List.copyOf(problems);
        unchecked = List.copyOf(unchecked);
    }

    /** Whether nothing wrong was found. */
    public boolean valid() {
        return problems.isEmpty();
    }

    /** The key by which it is signed; empty if it is not, or too damaged to be read. */
    public Optional<VerifyingKey> signedBy() {
        return Optional.ofNullable(signer);
    }

    /** The same, signed. */
    ValidationReport signedBy(@Nullable VerifyingKey key) {
        return new ValidationReport(level, problems, unchecked, key);
    }

    /** The same, with problems that were found elsewhere and come first. */
    public ValidationReport after(List<Problem> earlier) {
        return new ValidationReport(
                level, Stream.concat(earlier.stream(), problems.stream()).toList(), unchecked, signer);
    }

    /** The same, with further problems. */
    public ValidationReport and(List<Problem> further) {
        return new ValidationReport(
                level, Stream.concat(problems.stream(), further.stream()).toList(), unchecked, signer);
    }

    /** The same, with another level examined to its end. */
    public ValidationReport reaching(Level deeper) {
        return new ValidationReport(deeper, problems, unchecked, signer);
    }

    /** The same, with something more that was not looked at. */
    public ValidationReport without(String sentence) {
        return new ValidationReport(
                level,
                problems,
                Stream.concat(unchecked.stream(), Stream.of(sentence)).toList(),
                signer);
    }

    /** How deep a validation looks, from shallow to deep. Each level includes those before it. */
    public enum Level {
        /** The whole file has the length and the digest that its record says. Needs no key, and no format is understood. */
        FILE,
        /** The ZIP's headers, the manifest, and that both name the same entries. */
        STRUCTURE,
        /** The digest of every block and entry. */
        DIGESTS,
        /** Every row fits its columns, keys ascend and come once. */
        ROWS,
        /**
         * Foreign keys over numbers and UUIDs lead to rows that the archive holds; {@link #unchecked()} names the
         * references that were not followed.
         */
        REFERENCES,
        /** The rows can be put back into the tables as they are now. Takes the database, which is not changed. */
        RESTORABLE;

        /** Whether this level looks at least as deep as another one. */
        public boolean includes(Level other) {
            return compareTo(other) >= 0;
        }
    }
}
