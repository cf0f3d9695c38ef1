// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.shared;

import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.KeyOrder;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.schema.ValueForm;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows back in key order after some of their values changed. Rows that agree in the key columns before the first changed
 * one still come together, so only these are held and sorted.
 */
final class ReorderedRows implements RowStream {

    /** How many rows that agree in these columns are held in memory at once. */
    static final int MOST_HELD = 200_000;

    private final CatalogTable table;
    private final RowStream rows;
    private final KeyOrder before;
    private final KeyOrder order;
    private final ArrayDeque<Row> sorted = new ArrayDeque<>();
    private @Nullable Row ahead;
    private boolean started;

    private ReorderedRows(CatalogTable table, RowStream rows, List<Integer> key, int unchanged) {
        this.table = table;
        this.rows = rows;
        this.order = order(table, rows.columns(), key);
        this.before = order(table, rows.columns(), key.subList(0, unchanged));
    }

    /**
     * The rows in key order; the stream itself if no value of the key changed. Closing the result closes the stream.
     *
     * @param changed positions of values that may have changed
     */
    static RowStream of(CatalogTable table, Set<Integer> changed, RowStream rows) {
        List<String> names = table.schema().keyColumns().isEmpty()
                ? rows.columns()
                : table.schema().keyColumns();
        List<Integer> key = names.stream().map(rows.columns()::indexOf).toList();
        int unchanged = 0;
        while (unchanged < key.size() && !changed.contains(key.get(unchanged))) {
            unchanged++;
        }
        return unchanged == key.size() ? rows : new ReorderedRows(table, rows, key, unchanged);
    }

    private static KeyOrder order(CatalogTable table, List<String> columns, List<Integer> key) {
        boolean keyed = !table.schema().keyColumns().isEmpty();
        List<Boolean> numeric = key.stream()
                .map(position ->
                        keyed && table.schema().column(columns.get(position)).form() == ValueForm.NUMBER)
                .toList();
        return KeyOrder.of(key, numeric);
    }

    @Override
    public List<String> columns() {
        return rows.columns();
    }

    @Override
    public @Nullable Row next() {
        if (sorted.isEmpty()) {
            sortNext();
        }
        return sorted.poll();
    }

    private void sortNext() {
        if (!started) {
            started = true;
            ahead = rows.next();
        }
        Row first = ahead;
        if (first == null) {
            return;
        }
        List<Row> together = new ArrayList<>();
        Row row = first;
        while (row != null && before.compare(first, row) == 0) {
            if (together.size() == MOST_HELD) {
                throw new InvalidRequestException(Problem.of("More than " + MOST_HELD + " rows of table '"
                                + table.name()
                                + "' would have to be put into another order, because keys of shared rows are others"
                                + " here and its own key begins with them.")
                        .withTable(table.name())
                        .withHint("give the shared rows the keys here that they have in the backup."));
            }
            together.add(row);
            row = rows.next();
        }
        ahead = row;
        together.sort(order);
        sorted.addAll(together);
    }

    @Override
    public void close() {
        rows.close();
    }
}
