// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.work;

import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.examples.benchmarks.baseline.EmptyDatabase;
import dev.tenantbackup.examples.benchmarks.measure.Outcome;
import dev.tenantbackup.examples.benchmarks.measure.Work;
import java.io.IOException;
import java.sql.SQLException;

/** Restores a tenant with the keys that it had, into a database that holds no tenant. */
public final class RestoreIntoEmpty implements Work {

    private final ArchivedTenant archived;
    private final EmptyDatabase empty;
    private final TenantBackupService service;

    public RestoreIntoEmpty(ArchivedTenant archived, EmptyDatabase empty) throws IOException {
        this.archived = archived;
        this.empty = empty;
        this.service = archived.serviceOf(empty.database());
    }

    @Override
    public String name() {
        return "restore into an empty database";
    }

    @Override
    public Outcome run() {
        service.restore(
                archived.backup(), RestoreRequest.into(archived.tenant()).withoutSafetyBackup());
        return archived.subject().withoutQueue().outcome(0);
    }

    @Override
    public void settle() throws SQLException, IOException {
        archived.subject()
                .withoutQueue()
                .requireSameCounts(empty.database(), archived.subject().tenant());
        empty.clear();
    }
}
