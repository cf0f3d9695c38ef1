// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.extract;

import dev.tenantbackup.model.KeyOrder;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.plan.TablePlan;
import java.util.List;
import java.util.stream.IntStream;
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

    /**
     * The columns that a load has of a table, in the order of the load. In a table without a key rows are ordered by all
     * their columns, so they are sorted anew if these stand in another order here; at most {@link ReorderedRows#MOST_HELD}
     * that agree in the columns before that.
     *
     * @param rows in key order
     * @throws IllegalArgumentException if the stream lacks one of the columns
     */
    public static RowStream of(RowStream rows, TablePlan table) {
        List<String> columns = table.columns();
        int same = 0;
        int shared = Math.min(columns.size(), rows.columns().size());
        while (same < shared && columns.get(same).equals(rows.columns().get(same))) {
            same++;
        }
        RowStream projected = of(rows, columns);
        if (table.hasKey() || same == columns.size()) {
            return projected;
        }
        List<Integer> positions = IntStream.range(0, same).boxed().toList();
        List<Boolean> byText = positions.stream().map(position -> false).toList();
        return new ReorderedRows(
                projected,
                KeyOrder.of(positions, byText),
                table.order(),
                () -> Problem.of("More than "
                                + ReorderedRows.MOST_HELD + " rows of table '" + table.name()
                                + "' would have to be put into another order: it has no key, and its columns stand in"
                                + " another order than in the backup.")
                        .withTable(table.name())
                        .withHint(
                                "give the table a primary key, or its columns the order that they have in the backup."));
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public @Nullable Row next() {
        Row row = rows.next();
        return row == null ? null : row.only(positions);
    }

    @Override
    public void close() {
        rows.close();
    }
}
