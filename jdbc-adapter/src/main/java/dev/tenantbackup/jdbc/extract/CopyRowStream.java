// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.extract;

import dev.tenantbackup.jdbc.session.CopyText;
import dev.tenantbackup.jdbc.session.Failures;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowBuilder;
import dev.tenantbackup.model.RowStream;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;

/**
 * Rows as PostgreSQL's COPY sends them, one at a time. Closed early it reads what is left, without a look: to cancel a
 * statement would end the transaction, and others read on in it.
 */
final class CopyRowStream implements RowStream {

    private final List<String> columns;
    private final Failures failures;
    private final CopyOut copy;
    private final RowBuilder builder;
    private boolean ended;
    private OptionalLong counted = OptionalLong.empty();

    /**
     * @param columns the names of the query's columns, each a canonical text
     * @param failures what the rows are of, for messages
     */
    CopyRowStream(List<String> columns, CopyOut copy, Failures failures) {
        this.columns = List.copyOf(columns);
        this.copy = copy;
        this.failures = failures;
        this.builder = new RowBuilder(columns.size());
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public @Nullable Row next() {
        byte[] line = ended ? null : line();
        return line == null ? null : CopyText.row(line, builder);
    }

    private byte @Nullable [] line() {
        // whatever happens, there is no row behind it
        ended = true;
        byte[] line;
        try {
            line = copy.readFromCopy();
        } catch (SQLException failure) {
            return failures.during("read the rows", () -> {
                throw failure;
            });
        }
        ended = line == null;
        if (ended && copy.getHandledRowCount() >= 0) {
            counted = OptionalLong.of(copy.getHandledRowCount());
        }
        return line;
    }

    /** What the server says at the end of the statement. */
    @Override
    public OptionalLong counted() {
        return counted;
    }

    @Override
    public void close() {
        while (!ended) {
            line();
        }
    }
}
