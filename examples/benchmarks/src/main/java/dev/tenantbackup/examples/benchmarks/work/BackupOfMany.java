// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.work;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.examples.benchmarks.data.Crowd;
import dev.tenantbackup.examples.benchmarks.measure.Outcome;
import dev.tenantbackup.examples.benchmarks.measure.Work;
import dev.tenantbackup.model.TenantId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Backs up many small tenants, one after the other. */
public final class BackupOfMany implements Work {

    private final Crowd crowd;
    private final TenantBackupService service;
    private final List<BackupInfo> backups = new ArrayList<>();

    public BackupOfMany(Crowd crowd, Path folder) throws IOException {
        this.crowd = crowd;
        this.service = Services.plain(crowd.database(), folder);
    }

    @Override
    public String name() {
        return "export of " + crowd.tenants().size() + " small tenants";
    }

    @Override
    public Outcome run() {
        backups.clear();
        for (long tenant : crowd.tenants()) {
            backups.add(service.exportTenant(TenantId.of(tenant)));
        }
        return crowd.outcome();
    }

    @Override
    public void settle() {
        crowd.require(backups.stream().mapToLong(BackupInfo::rows).sum());
        backups.forEach(backup -> service.delete(backup.id()));
    }
}
