// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.model.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of validating an archive.
 *
 * @param level the deepest level that was examined to its end
 * @param problems everything that is wrong, in the order of the archive's entries
 * @param unchecked what this validation did not look at, as sentences; empty if it looked at everything the level promises
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
        /** Every row fits its columns, keys ascend and come once, references inside the archive are closed. */
        ROWS
    }
}
