// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.model;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that are in memory already. */
final class ListRowStream implements RowStream {

    private final List<String> columns;
    private final Iterator<Row> rows;

    ListRowStream(List<String> columns, List<Row> rows) {
        this.columns = List.copyOf(columns);
        this.rows = List.copyOf(rows).iterator();
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public @Nullable Row next() {
        return rows.hasNext() ? rows.next() : null;
    }

    @Override
    public void close() {
        // nothing is held
    }
}
