// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.extract;

import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.KeyOrder;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Rows put into another order that begins like the one in which they come. Those that agree in the common beginning are
 * sorted in memory.
 */
public final class ReorderedRows implements RowStream {

    /** How many rows that agree in what both orders begin with are held in memory at once. */
    public static final int MOST_HELD = 200_000;

    private final RowStream rows;
    private final KeyOrder before;
    private final KeyOrder order;
    private final Supplier<Problem> tooMany;
    private final ArrayDeque<Row> sorted = new ArrayDeque<>();
    private @Nullable Row ahead;
    private boolean started;

    /**
     * @param rows closed with this
     * @param before what both orders begin with
     * @param order the order wanted
     * @param tooMany what to say if more than {@link #MOST_HELD} rows agree in {@code before}: an
     *     {@code InvalidRequestException} is thrown with it
     */
    public ReorderedRows(RowStream rows, KeyOrder before, KeyOrder order, Supplier<Problem> tooMany) {
        this.rows = rows;
        this.before = before;
        this.order = order;
        this.tooMany = tooMany;
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
                throw new InvalidRequestException(tooMany.get());
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
