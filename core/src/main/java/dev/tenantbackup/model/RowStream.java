// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.model;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one table, one after the other, in key order, read once. Holds a bounded window in memory. For one thread at
 * a time; whoever opened it closes it, and a stream that was not read to its end may be closed.
 */
public interface RowStream extends AutoCloseable {

    /** The columns' names, in the order of every row's values. */
    List<String> columns();

    /**
     * The next row, or null at the end (and ever after).
     *
     * @throws TenantBackupException if the source fails or its content is damaged
     */
    @Nullable
    Row next();

    /**
     * How many rows the source says that it has sent, by a count of its own rather than of whoever passed them on. Known
     * at the end; empty before, and where the source does not say.
     */
    default OptionalLong counted() {
        return OptionalLong.empty();
    }

    @Override
    void close();

    /** A stream of the given rows. */
    static RowStream of(List<String> columns, List<Row> rows) {
        return new ListRowStream(columns, rows);
    }

    /** A stream without rows. */
    static RowStream empty(List<String> columns) {
        return new ListRowStream(columns, List.of());
    }
}
