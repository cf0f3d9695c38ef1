// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.extract;

import dev.tenantbackup.jdbc.session.Failures;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Rows in pages, each read to its end, so that other statements can run on the connection between two rows. What holds for
 * the whole: the order tells all rows apart but those that are alike in every column, and the transaction sees the same
 * rows for every page. Pages grow with what is seen, so that one takes some megabytes and few have to be asked for.
 */
final class PagedRowStream implements RowStream {

    private static final int FIRST_PAGE_ROWS = 1_000;
    private static final int GROWTH = 16;
    private static final long PAGE_CHARACTERS = 8_000_000;

    private final List<String> columns;
    private final DSLContext sql;
    private final Select<? extends Record> query;
    private final Failures failures;
    private final Queue<Row> page = new ArrayDeque<>();
    private int pageRows = FIRST_PAGE_ROWS;
    private long offset;
    private boolean ended;

    /**
     * @param columns the names of the query's columns, each a canonical text
     * @param query in an order that is total
     * @param failures what the rows are of, for messages
     */
    PagedRowStream(List<String> columns, DSLContext sql, Select<? extends Record> query, Failures failures) {
        this.columns = List.copyOf(columns);
        this.sql = sql;
        this.query = query;
        this.failures = failures;
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public @Nullable Row next() {
        if (page.isEmpty() && !ended) {
            failures.doing("read the rows", this::turn);
        }
        return page.poll();
    }

    private void turn() {
        long characters = 0;
        for (Record found : sql.fetch("{0} limit {1} offset {2}", query, DSL.inline(pageRows), DSL.inline(offset))) {
            Row row = Row.wrap(Arrays.copyOf(found.intoArray(), columns.size(), String[].class));
            characters += row.characters() + columns.size();
            page.add(row);
        }
        offset += page.size();
        ended = page.size() < pageRows;
        long average = Math.max(1, characters / Math.max(1, page.size()));
        pageRows = (int) Math.max(1, Math.min((long) pageRows * GROWTH, PAGE_CHARACTERS / average));
    }

    @Override
    public void close() {
        ended = true;
        page.clear();
    }
}
