// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.fence.TenantFence;
import dev.tenantbackup.incident.Recovery;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.RestorePlan;
import dev.tenantbackup.verify.VerifyResult;
import java.util.List;
import java.util.Optional;

/** The service's own operations, lent to the incident procedure. */
record IncidentRecovery(TenantBackupService service) implements Recovery {

    @Override
    public List<BackupRecord> backups(TenantId tenant) {
        return service.list(tenant).backups();
    }

    @Override
    public RestorePlan diff(BackupId backup) {
        return service.diff(backup);
    }

    @Override
    public Restored restore(BackupId backup, OperationContext context) {
        TenantId tenant = service.manifest(backup).tenant();
        RestoreResult result =
                service.restore(backup, RestoreRequest.into(tenant).with(context));
        return new Restored(
                result.id(),
                result.total().written(),
                result.exclusive(),
                result.changedDuring().size(),
                result.safety(),
                result.notes());
    }

    @Override
    public VerifyResult verify(TenantId tenant, OperationContext context) {
        return service.verify(tenant, context);
    }

    @Override
    public Optional<TenantFence> fence() {
        return service.fence();
    }
}
