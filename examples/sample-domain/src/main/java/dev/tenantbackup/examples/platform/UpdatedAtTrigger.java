// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * Sets {@code updated_at} to the present on every update, whatever the statement says. H2 loads this class by its name
 * when the first row is updated, so it must be on the class path of whoever updates rows.
 */
public final class UpdatedAtTrigger implements Trigger {

    private int column = -1;

    @Override
    public void init(Connection connection, String schema, String trigger, String table, boolean before, int type)
            throws SQLException {
        try (ResultSet columns = connection.getMetaData().getColumns(null, schema, table, "UPDATED_AT")) {
            if (!columns.next()) {
                throw new SQLException("Table '" + table + "' has no column updated_at for trigger '" + trigger + "'.");
            }
            column = columns.getInt("ORDINAL_POSITION") - 1;
        }
    }

    @Override
    public void fire(
            Connection connection, @Nullable Object @Nullable [] oldRow, @Nullable Object @Nullable [] newRow) {
        if (newRow != null) {
            newRow[column] = OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
        }
    }
}
