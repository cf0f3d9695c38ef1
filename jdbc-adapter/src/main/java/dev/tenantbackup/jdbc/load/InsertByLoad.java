// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.jdbc.session.CopyText;
import dev.tenantbackup.jdbc.session.LoadData.Outcome;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import java.sql.SQLException;

/**
 * LOAD DATA, some megabytes at a time. It leaves out what it can't take and changes what doesn't fit, so that anything it
 * was not content with ends the load. Foreign keys are checked row by row: a row that refers to one behind it is such a
 * thing.
 */
final class InsertByLoad implements DirectInsert {

    private static final int BYTES_AT_ONCE = 4 << 20;

    private final LoadTarget target;
    private final CopyText text = new CopyText();
    private long waiting;
    private long written;

    InsertByLoad(LoadTarget target) {
        this.target = target;
    }

    @Override
    public long run(RowStream rows) throws SQLException {
        for (Row row = rows.next(); row != null; row = rows.next()) {
            LoadTarget.add(row, text);
            text.end();
            waiting++;
            if (text.size() >= BYTES_AT_ONCE) {
                write();
            }
        }
        write();
        return written;
    }

    private void write() throws SQLException {
        if (waiting == 0) {
            return;
        }
        Outcome outcome = target.write(text);
        if (!outcome.isExact(waiting)) {
            throw new SQLException("of " + waiting + " rows " + outcome.rows() + " were taken, with "
                    + outcome.warnings() + " warnings");
        }
        written += waiting;
        waiting = 0;
        text.clear();
    }
}
