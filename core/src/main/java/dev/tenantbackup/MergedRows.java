// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.model.KeyOrder;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** The rows of a stream and some more, in one order; of rows with the same key only the stream's. */
final class MergedRows implements RowStream {

    private final RowStream rows;
    private final ArrayDeque<Row> more;
    private final KeyOrder order;
    private @Nullable Row ahead;
    private boolean started;

    /**
     * @param rows in this order; closed with the result
     * @param more in this order
     */
    MergedRows(RowStream rows, SortedSet<Row> more, KeyOrder order) {
        this.rows = rows;
        this.more = new ArrayDeque<>(more);
        this.order = order;
    }

    @Override
    public List<String> columns() {
        return rows.columns();
    }

    @Override
    public @Nullable Row next() {
        if (!started) {
            started = true;
            ahead = rows.next();
        }
        Row streamed = ahead;
        Row further = more.peek();
        int difference = streamed == null ? 1 : further == null ? -1 : order.compare(streamed, further);
        if (difference > 0) {
            return more.poll();
        }
        if (difference == 0) {
            more.poll();
        }
        ahead = rows.next();
        return streamed;
    }

    @Override
    public void close() {
        rows.close();
    }
}
