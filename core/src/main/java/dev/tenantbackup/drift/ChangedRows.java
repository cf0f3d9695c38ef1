// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drift;

import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows with changes made to each, under other names of columns.
 *
 * @param rows closed with this
 * @param columns the names of the columns that the changes leave
 * @param changes in their order
 */
record ChangedRows(RowStream rows, List<String> columns, List<RowChange> changes) implements RowStream {

    @Override
    public @Nullable Row next() {
        Row row = rows.next();
        if (row == null) {
            return null;
        }
        for (RowChange change : changes) {
            row = change.apply(row);
        }
        return row;
    }

    @Override
    public void close() {
        rows.close();
    }
}
