// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.jdbc.load.StagingTable.Change;
import dev.tenantbackup.model.Row;

/** A way to write rows into a staging table, many at once: a bounded number of them waits in memory. */
sealed interface StagingWay permits StagingByCopy, StagingByInsert, StagingByLoad {

    /** Adds a row; it is written with others, or by {@link #flush}. */
    void add(Row row, Change change, long number);

    /** Writes what waits. */
    void flush();
}
