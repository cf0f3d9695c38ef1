// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.model.RowStream;
import java.sql.SQLException;

/** Inserts rows into a table that have not been staged. For one run. */
interface DirectInsert {

    /**
     * Writes all rows of a stream, which stays the caller's.
     *
     * @return how many rows the database says it has inserted
     * @throws SQLException if it has not taken each of them as it is; then only a rollback is left to be done
     */
    long run(RowStream rows) throws SQLException;
}
