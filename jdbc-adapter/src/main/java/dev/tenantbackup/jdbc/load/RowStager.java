// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.database.TenantWriter.StagingSink;
import dev.tenantbackup.jdbc.load.StagingTable.Change;
import dev.tenantbackup.model.Row;

/** Numbers rows, says what is to be done with each, and has them written into a staging table. */
final class RowStager implements StagingSink {

    private final StagingWay way;
    private long number;

    RowStager(StagingWay way) {
        this.way = way;
    }

    @Override
    public void insert(Row row) {
        add(row, Change.INSERT);
    }

    @Override
    public void update(Row row) {
        add(row, Change.UPDATE);
    }

    @Override
    public void delete(Row row) {
        add(row, Change.DELETE);
    }

    private void add(Row row, Change change) {
        way.add(row, change, number++);
    }

    @Override
    public void close() {
        way.flush();
    }
}
