// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.jdbc.session.BulkCopy;
import dev.tenantbackup.jdbc.session.CopyText;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.plan.TablePlan;
import java.sql.SQLException;
import org.jooq.impl.DSL;
import org.postgresql.copy.CopyIn;

/**
 * Inserts rows into a table by one COPY. Foreign keys are checked when all rows are there, so that rows may refer to rows
 * of the same table that come later.
 */
final class InsertByCopy implements DirectInsert {

    private static final int BYTES_AT_ONCE = 1 << 17;

    private final BulkCopy copy;
    private final CopyColumns columns;
    private final String target;

    InsertByCopy(JdbcSession session, BulkCopy copy, TablePlan table) {
        this.copy = copy;
        this.columns = new CopyColumns(table);
        this.target = session.sql().render(session.tables().of(table.name())) + " ("
                + session.sql().render(DSL.list(columns.fields())) + ")";
    }

    @Override
    public long run(RowStream rows) throws SQLException {
        CopyText waiting = new CopyText();
        CopyIn in = copy.write(target);
        try {
            for (Row row = rows.next(); row != null; row = rows.next()) {
                columns.add(row, waiting);
                waiting.end();
                if (waiting.size() >= BYTES_AT_ONCE) {
                    in.writeToCopy(waiting.array(), 0, waiting.size());
                    waiting.clear();
                }
            }
            in.writeToCopy(waiting.array(), 0, waiting.size());
            return in.endCopy();
        } finally {
            if (in.isActive()) {
                in.cancelCopy();
            }
        }
    }
}
