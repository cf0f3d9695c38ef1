// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.extract;

import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows with some of their columns, in another order. */
public final class ProjectedRows implements RowStream {

    private final RowStream rows;
    private final List<String> columns;
    private final int[] positions;

    private ProjectedRows(RowStream rows, List<String> columns, int[] positions) {
        this.rows = rows;
        this.columns = columns;
        this.positions = positions;
    }

    /**
     * The stream reduced to these columns; the stream itself if it has exactly these. Closing the result closes the
     * stream.
     *
     * @throws IllegalArgumentException if the stream lacks one of them
     */
    public static RowStream of(RowStream rows, List<String> columns) {
        if (rows.columns().equals(columns)) {
            return rows;
        }
        int[] positions = columns.stream().mapToInt(rows.columns()::indexOf).toArray();
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] < 0) {
                rows.close();
                throw new IllegalArgumentException("there is no column '" + columns.get(i) + "' in " + rows.columns());
            }
        }
        return new ProjectedRows(rows, List.copyOf(columns), positions);
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public @Nullable Row next() {
        Row row = rows.next();
        if (row == null) {
            return null;
        }
        @Nullable String[] values = new @Nullable String[positions.length];
        for (int i = 0; i < positions.length; i++) {
            values[i] = row.value(positions[i]);
        }
        return Row.wrap(values);
    }

    @Override
    public void close() {
        rows.close();
    }
}
