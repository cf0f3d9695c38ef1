// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.incident;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.fence.TenantFence;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.RestoreId;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.RestorePlan;
import dev.tenantbackup.verify.VerifyResult;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the procedure needs to be able to do; the service lends it its own operations. */
public interface Recovery {

    /** The tenant's backups, newest first. */
    List<BackupRecord> backups(TenantId tenant);

    /** Compares a backup with its tenant as it is now. Changes nothing. */
    RestorePlan diff(BackupId backup);

    /** Makes the backup's tenant equal to it. */
    Restored restore(BackupId backup, OperationContext context);

    /** Checks by another road whether the tenant's rows are its own. */
    VerifyResult verify(TenantId tenant, OperationContext context);

    /** What stops the tenant's writes, if there is such a thing. */
    Optional<TenantFence> fence();

    /**
     * What a restore did, as far as the record of an incident tells it.
     *
     * @param id names the restore, for an undo
     * @param written rows inserted, updated and deleted
     * @param exclusive whether nobody else could write meanwhile
     * @param changedDuring how many rows others were seen to write meanwhile
     * @param safety the backup of what was there before
     * @param notes what else a person should know
     */
    record Restored(
            RestoreId id,
            long written,
            boolean exclusive,
            int changedDuring,
            Optional<BackupId> safety,
            List<String> notes) {

        public Restored {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(safety, "safety");
            notes = List.copyOf(notes);
        }
    }
}
