// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.jdbc.load.StagingTable.Change;
import dev.tenantbackup.jdbc.session.BulkCopy;
import dev.tenantbackup.jdbc.session.CopyText;
import dev.tenantbackup.jdbc.session.Failures;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.model.Row;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.postgresql.copy.CopyIn;

/** Each COPY is begun and ended at once, so that other statements can run between two rows. */
final class StagingByCopy implements StagingWay {

    private static final int BYTES_AT_ONCE = 1 << 20;

    private final BulkCopy copy;
    private final Failures failures;
    private final String target;
    private final CopyColumns columns;
    private final CopyText waiting = new CopyText();

    StagingByCopy(JdbcSession session, BulkCopy copy, StagingTable table) {
        this.copy = copy;
        this.failures = Failures.of(table.plan().name());
        this.columns = new CopyColumns(table.plan());
        List<Field<?>> fields = new ArrayList<>(columns.fields());
        fields.add(DSL.field(DSL.name(StagingTable.CHANGE)));
        fields.add(DSL.field(DSL.name(StagingTable.NUMBER)));
        this.target = session.sql().render(table.name()) + " (" + session.sql().render(DSL.list(fields)) + ")";
    }

    @Override
    public void add(Row row, Change change, long number) {
        columns.add(row, waiting);
        add(change.code());
        add(Long.toString(number));
        waiting.end();
        if (waiting.size() >= BYTES_AT_ONCE) {
            flush();
        }
    }

    private void add(String ascii) {
        waiting.add(ascii.getBytes(StandardCharsets.US_ASCII), 0, ascii.length());
    }

    @Override
    public void flush() {
        if (waiting.size() > 0) {
            failures.doing("stage rows", this::write);
            waiting.clear();
        }
    }

    private void write() throws SQLException {
        CopyIn rows = copy.write(target);
        try {
            rows.writeToCopy(waiting.array(), 0, waiting.size());
            rows.endCopy();
        } finally {
            if (rows.isActive()) {
                rows.cancelCopy();
            }
        }
    }
}
