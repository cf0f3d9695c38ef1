// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.extract;

import dev.tenantbackup.jdbc.dialect.Dialect;
import dev.tenantbackup.jdbc.session.Failures;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowBuilder;
import dev.tenantbackup.model.RowStream;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Set;
import org.jooq.Cursor;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jspecify.annotations.Nullable;

/**
 * Rows as they come from the database. The driver holds a batch of them; the batch is small first and grows or shrinks
 * with the rows seen, so that it stays within a few megabytes whether rows are short or hold whole documents.
 */
final class ResultRowStream implements RowStream {

    private static final int FIRST_BATCH_ROWS = 50;
    private static final int MAX_BATCH_ROWS = 2_000;
    private static final long BATCH_BYTES = 2_000_000;
    private static final Set<Integer> TEXTS = Set.of(Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR);

    private final List<String> columns;
    private final Failures failures;
    private final Cursor<? extends Record> cursor;
    private final ResultSet rows;
    private final RowBuilder builder;
    /** Which columns come as bytes, rather than as strings that would be made into bytes again. */
    private final boolean[] inUtf8;

    private long rowsSeen;
    private long bytesSeen;
    private int batchRows = FIRST_BATCH_ROWS;
    private boolean ended;

    private ResultRowStream(List<String> columns, Dialect dialect, Failures failures, Cursor<? extends Record> cursor)
            throws SQLException {
        this.columns = List.copyOf(columns);
        this.failures = failures;
        this.cursor = cursor;
        this.rows = cursor.resultSet();
        this.builder = new RowBuilder(columns.size());
        this.inUtf8 = new boolean[columns.size()];
        ResultSetMetaData types = rows.getMetaData();
        for (int i = 0; i < inUtf8.length; i++) {
            inUtf8[i] = dialect.sendsTextsInUtf8() && TEXTS.contains(types.getColumnType(i + 1));
        }
    }

    /**
     * Runs the query.
     *
     * @param columns the names of its columns, each a canonical text
     * @param dialect of the database that is asked
     * @param failures what the rows are of, for messages
     */
    static ResultRowStream of(
            List<String> columns, Dialect dialect, ResultQuery<? extends Record> query, Failures failures) {
        return failures.during(
                "read the rows",
                () -> new ResultRowStream(
                        columns,
                        dialect,
                        failures,
                        query.fetchSize(FIRST_BATCH_ROWS).fetchLazy()));
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public @Nullable Row next() {
        if (ended) {
            return null;
        }
        if (!failures.during("read the rows", rows::next)) {
            ended = true;
            return null;
        }
        return failures.during("read the rows", this::current);
    }

    private Row current() throws SQLException {
        for (int i = 1; i <= columns.size(); i++) {
            if (inUtf8[i - 1]) {
                addBytes(rows.getBytes(i));
            } else {
                builder.add(rows.getString(i));
            }
        }
        Row row = builder.build();
        bytesSeen += row.bytes() + columns.size();
        rowsSeen++;
        if (rowsSeen % batchRows == 0) {
            fitBatch();
        }
        return row;
    }

    private void addBytes(byte @Nullable [] utf8) {
        if (utf8 == null) {
            builder.addNull();
        } else {
            builder.add(utf8, 0, utf8.length);
        }
    }

    private void fitBatch() throws SQLException {
        long average = Math.max(1, bytesSeen / rowsSeen);
        int fitting = (int) Math.max(1, Math.min(MAX_BATCH_ROWS, BATCH_BYTES / average));
        if (fitting != batchRows) {
            batchRows = fitting;
            rows.setFetchSize(fitting);
        }
        rowsSeen = 0;
        bytesSeen = 0;
    }

    @Override
    public void close() {
        ended = true;
        failures.doing("stop reading the rows", cursor::close);
    }
}
