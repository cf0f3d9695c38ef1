// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.work;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.examples.benchmarks.data.BenchmarkDatabase;
import dev.tenantbackup.examples.benchmarks.data.Subject;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TenantId;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A tenant and the backup that it is restored from, time and again.
 *
 * @param folder where the backup lies
 */
public record ArchivedTenant(Subject subject, TenantBackupService service, BackupId backup, Path folder) {

    /** Backs the tenant up. */
    public static ArchivedTenant of(Subject subject, Path folder) throws IOException {
        TenantBackupService service = Services.plain(subject.database(), folder);
        BackupInfo backup = service.exportTenant(TenantId.of(subject.tenant()));
        subject.require(backup.rows(), "rows were archived");
        return new ArchivedTenant(subject, service, backup.id(), folder);
    }

    TenantId tenant() {
        return TenantId.of(subject.tenant());
    }

    /** The same backups, to be restored into another database. */
    TenantBackupService serviceOf(BenchmarkDatabase database) throws IOException {
        return Services.plain(database, folder);
    }
}
