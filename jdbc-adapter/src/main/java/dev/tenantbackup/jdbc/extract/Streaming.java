// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.extract;

import dev.tenantbackup.jdbc.session.BulkCopy;
import dev.tenantbackup.jdbc.session.Failures;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.model.RowStream;
import java.util.List;
import java.util.function.Supplier;
import org.jooq.Record;
import org.jooq.Select;

/** What else runs on a session while rows are read from it. */
public enum Streaming {
    /** Nothing that needs rows of its own at the same time. */
    ALONE,
    /** Other statements, between one row and the next. */
    AMONG_OTHERS;

    /** The way of a reader in whose time nobody writes, and nobody reads but who does so already. */
    public static Streaming beside(JdbcSession session) {
        return session.isBeingRead() ? AMONG_OTHERS : ALONE;
    }

    /**
     * Runs a query by COPY where the connection can do that, and else like {@link #ALONE}.
     *
     * @param columns the names of its columns
     * @param copied the query, each column so that COPY prints a canonical text
     * @param plain the same query, each column a canonical text
     * @param failures what the rows are of, for messages
     */
    public static RowStream inBulk(
            JdbcSession session,
            List<String> columns,
            Supplier<Select<? extends Record>> copied,
            Supplier<Select<? extends Record>> plain,
            Failures failures) {
        BulkCopy copy = failures.during("read the rows", session::bulkCopy).orElse(null);
        if (copy == null) {
            return ALONE.rows(session, columns, plain.get(), failures);
        }
        String query = session.sql().renderInlined(copied.get());
        return failures.during("read the rows", () -> new CopyRowStream(columns, copy.read(query), failures));
    }

    /**
     * Runs a query, and holds a few megabytes of its rows at a time.
     *
     * @param columns the names of its columns, each a canonical text
     * @param query in an order that tells all rows apart but those that are alike in every column
     * @param failures what the rows are of, for messages
     */
    public RowStream rows(
            JdbcSession session, List<String> columns, Select<? extends Record> query, Failures failures) {
        return switch (this) {
            case ALONE ->
                ResultRowStream.of(columns, session.dialect(), session.sql().resultQuery("{0}", query), failures);
            case AMONG_OTHERS ->
                session.dialect().streamsAlone()
                        ? new PagedRowStream(columns, session, query, failures)
                        : ALONE.rows(session, columns, query, failures);
        };
    }
}
