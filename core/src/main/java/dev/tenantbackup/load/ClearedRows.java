// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.load;

import dev.tenantbackup.model.KeyOrder;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.schema.ValueForm;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Archived rows as they were to be written: with NULL where a dirty reference was cleared, and in these rows only. One
 * pass over both streams, which have the same order.
 */
final class ClearedRows implements RowStream {

    private final TablePlan table;
    private final RowStream archived;
    private final RowStream cleared;
    private final KeyOrder order;
    private @Nullable Row next;

    /** @param cleared the key's columns first, then those that may have become NULL */
    ClearedRows(TablePlan table, RowStream archived, RowStream cleared) {
        this.table = table;
        this.archived = archived;
        this.cleared = cleared;
        this.order = KeyOrder.of(
                IntStream.range(0, table.key().size()).boxed().toList(),
                table.key().stream()
                        .map(column -> table.column(column).form() == ValueForm.NUMBER)
                        .toList());
        this.next = cleared.next();
    }

    @Override
    public List<String> columns() {
        return archived.columns();
    }

    @Override
    public @Nullable Row next() {
        Row row = archived.next();
        if (row == null || next == null) {
            return row;
        }
        Row key = keyOf(row);
        while (next != null && order.compare(next, key) < 0) {
            next = cleared.next();
        }
        return next != null && order.compare(next, key) == 0 ? clear(row, next) : row;
    }

    private Row keyOf(Row row) {
        List<@Nullable String> values = new ArrayList<>();
        table.key().forEach(column -> values.add(row.value(table.position(column))));
        return Row.of(values);
    }

    private Row clear(Row row, Row marks) {
        Row result = row;
        for (int i = table.key().size(); i < cleared.columns().size(); i++) {
            if (marks.value(i) != null) {
                result = result.with(table.position(cleared.columns().get(i)), null);
            }
        }
        return result;
    }

    @Override
    public void close() {
        try (archived;
                cleared) {
            // both are closed, whatever the other one does
        }
    }
}
