// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.model.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of validating an archive.
 *
 * @param level the deepest level that was examined to its end; null if none was, because the file is too damaged to
 *     be read
 * @param problems everything that is wrong, in the order of the archive's entries
 * @param unchecked what was not looked at although the level promises it, as sentences
 */
public record ValidationReport(@Nullable Level level, List<Problem> problems, List<String> unchecked) {

    public ValidationReport {
        problems = List.copyOf(problems);
        unchecked = List.copyOf(unchecked);
    }

    /** Whether nothing wrong was found. */
    public boolean valid() {
        return problems.isEmpty();
    }

    /** How deep a validation looks. Each level includes those before it. */
    public enum Level {
        /** The ZIP's headers, the manifest, and that both name the same entries. */
        STRUCTURE,
        /** The digest of every block and entry. */
        DIGESTS,
        /**
         * Every row fits its columns, keys ascend and come once, foreign keys over numbers and UUIDs lead to rows
         * that are there.
         */
        ROWS
    }
}
