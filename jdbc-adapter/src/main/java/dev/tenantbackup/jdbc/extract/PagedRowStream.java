// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.extract;

import dev.tenantbackup.jdbc.session.Failures;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import java.util.List;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Rows in pages, so that other statements can run on the connection between two rows: the driver keeps what is left of a
 * page then, in the form in which it came. What holds for the whole: the order tells all rows apart but those that are alike
 * in every column, and the transaction sees the same rows for every page. Pages grow with what is seen, so that one takes
 * some megabytes and few have to be asked for.
 */
final class PagedRowStream implements RowStream {

    private static final int FIRST_PAGE_ROWS = 1_000;
    private static final int GROWTH = 16;
    private static final long PAGE_BYTES = 8_000_000;

    private final List<String> columns;
    private final JdbcSession session;
    private final Select<? extends Record> query;
    private final Failures failures;
    private @Nullable RowStream page;
    private int pageRows = FIRST_PAGE_ROWS;
    private long rowsOfPage;
    private long bytesOfPage;
    private long offset;
    private boolean ended;
    private boolean closed;

    /**
     * @param columns the names of the query's columns, each a canonical text
     * @param query in an order that is total
     * @param failures what the rows are of, for messages
     */
    PagedRowStream(List<String> columns, JdbcSession session, Select<? extends Record> query, Failures failures) {
        this.columns = List.copyOf(columns);
        this.session = session;
        this.query = query;
        this.failures = failures;
        session.beginReading();
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public @Nullable Row next() {
        while (!ended) {
            RowStream open = page == null ? open() : page;
            Row row = open.next();
            if (row != null) {
                rowsOfPage++;
                bytesOfPage += row.bytes() + columns.size();
                return row;
            }
            turn(open);
        }
        return null;
    }

    private RowStream open() {
        RowStream opened = ResultRowStream.of(
                columns,
                session.dialect(),
                session.sql().resultQuery("{0} limit {1} offset {2}", query, DSL.inline(pageRows), DSL.inline(offset)),
                failures);
        page = opened;
        return opened;
    }

    private void turn(RowStream read) {
        read.close();
        page = null;
        ended = rowsOfPage < pageRows;
        offset += rowsOfPage;
        long average = Math.max(1, bytesOfPage / Math.max(1, rowsOfPage));
        pageRows = (int) Math.max(1, Math.min((long) pageRows * GROWTH, PAGE_BYTES / average));
        rowsOfPage = 0;
        bytesOfPage = 0;
    }

    @Override
    public void close() {
        ended = true;
        if (!closed) {
            closed = true;
            session.endReading();
        }
        if (page != null) {
            page.close();
            page = null;
        }
    }
}
