// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.operation;

import dev.tenantbackup.model.TableName;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far an operation is.
 *
 * @param phase what it is doing, one word: {@code extract}, {@code stage}, {@code load}, {@code verify}
 * @param table the table at hand, if it is about one
 * @param rows rows done in this phase so far; in the phase {@code load} steps, of which each writes many rows
 * @param total rows or steps to do in this phase, or -1 while nobody knows
 */
public record Progress(String phase, @Nullable TableName table, long rows, long total) {

    public Progress {
        Objects.requireNonNull(phase, "phase");
    }

    public static Progress of(String phase) {
        return new Progress(phase, null, 0, -1);
    }

    public Optional<TableName> currentTable() {
        return Optional.ofNullable(table);
    }

    /** From 0 to 100, or -1 while the total is unknown. */
    public int percent() {
        return total < 0 ? -1 : total == 0 ? 100 : (int) Math.min(100, 100 * rows / total);
    }
}
