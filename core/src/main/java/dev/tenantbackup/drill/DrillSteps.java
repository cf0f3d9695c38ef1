// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drill;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.database.TenantDatabase;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What a drill has done for it, by the very code that a real recovery runs. The front door implements this.
 *
 * <p>Rehearsals take no safety backup, leave no record that they could be undone by, tell the application nothing, and
 * put files into a directory of their own.
 */
public interface DrillSteps {

    /**
     * Restores a backup as a new tenant of the live database, inactive if the catalog knows how.
     *
     * @param beforeCommit told the new tenant's id while nobody else can see it yet; what it throws ends the restore
     */
    Rehearsed restoreAsNew(BackupId backup, String name, Consumer<TenantId> beforeCommit, OperationContext context);

    /** Restores a backup in place in a database that holds nothing of the tenant. */
    Rehearsed restoreInto(BackupId backup, TenantDatabase database, OperationContext context);

    /** Copies a live tenant to a new one, inactive if the catalog knows how; see {@link #restoreAsNew}. */
    TenantId copy(TenantId source, String name, Consumer<TenantId> beforeCommit, OperationContext context);

    /** Backs a tenant up. */
    BackupRecord export(TenantId tenant, OperationContext context);

    /**
     * Checks by another road whether the tenant's rows are its own.
     *
     * @throws dev.tenantbackup.model.VerificationException if they are not
     */
    void verify(TenantId tenant, OperationContext context);

    /**
     * Removes every row of a tenant, its own row among them. Does nothing if no tenant has that id and goes by that name.
     *
     * @throws dev.tenantbackup.model.ConflictException if rows that stay refer to its rows
     */
    void remove(TenantId tenant, String name, OperationContext context);

    /**
     * What was restored, proved and committed.
     *
     * @param tenant into whom
     * @param snapshotAt the moment that the data show
     * @param rows written per table
     */
    record Rehearsed(TenantId tenant, Instant snapshotAt, Map<TableName, Long> rows) {

        public Rehearsed {
            Objects.requireNonNull(tenant, "tenant");
            Objects.requireNonNull(snapshotAt, "snapshotAt");
            rows = Map.copyOf(rows);
        }

        long total() {
            return rows.values().stream().mapToLong(Long::longValue).sum();
        }
    }
}
