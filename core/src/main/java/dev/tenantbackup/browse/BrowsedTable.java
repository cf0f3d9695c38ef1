// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.browse;

import dev.tenantbackup.model.TableName;
import java.util.List;
import java.util.Objects;

/**
 * A table of a backup.
 *
 * @param name which
 * @param rows how many
 * @param columns in the order of the rows' values
 * @param keyColumns by which rows are ordered and found; none in a table without a key
 */
public record BrowsedTable(TableName name, long rows, List<String> columns, List<String> keyColumns) {

    public BrowsedTable {
        Objects.requireNonNull(name, "name");
        columns = List.copyOf(columns);
        keyColumns = List.copyOf(keyColumns);
    }
}
