// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.model.TableName;
import java.util.List;

/**
 * What an export was told to hold.
 *
 * @param emptyTables whether tables without rows have an entry
 * @param excludedTables owned tables that were left out on request, in the order of their names
 * @param gaps tables nobody had classified, left out on request, in the order of their names
 */
public record Scope(boolean emptyTables, List<TableName> excludedTables, List<TableName> gaps) {

    /** Everything. */
    public static final Scope EVERYTHING = new Scope(true, List.of(), List.of());

    public Scope {
        excludedTables = excludedTables.stream().sorted().toList();
        gaps = gaps.stream().sorted().toList();
    }
}
