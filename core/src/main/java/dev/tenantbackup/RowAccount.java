// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.SourceDataException;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.Cancellation;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Holds what an archive got of each table against what the database says the tenant has. The database says it when it
 * has sent the last row, or is asked once more where it doesn't.
 */
final class RowAccount {

    private final TenantId tenant;
    private final Map<TableName, Rows> tables = new TreeMap<>();

    RowAccount(TenantId tenant) {
        this.tenant = tenant;
    }

    /**
     * Enters a table that was read to its end.
     *
     * @param counted how many rows the database says that it sent
     */
    void enter(TableName table, long archived, OptionalLong counted) {
        tables.put(table, new Rows(archived, counted));
    }

    /**
     * Owned = archived, per table, or there is no backup.
     *
     * @param reader of the view that the rows came from
     * @throws SourceDataException names the first table of which that is not so
     */
    void settle(TenantReader reader, Cancellation cancellation) {
        tables.forEach((table, rows) -> {
            cancellation.throwIfRequested();
            long owned = rows.counted.orElseGet(() -> reader.count(table, tenant));
            if (owned != rows.archived) {
                throw new SourceDataException(Problem.of("Cannot export tenant '" + tenant + "': table '" + table
                                + "' has " + owned + " rows of the tenant, but " + rows.archived + " were read.")
                        .withTenant(tenant)
                        .withTable(table)
                        .withHint("rows were lost or doubled on their way out of the database; report this with the"
                                + " table's definition."));
            }
        });
    }

    private record Rows(long archived, OptionalLong counted) {}
}
