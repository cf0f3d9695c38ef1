// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.BackupDocuments;
import dev.tenantbackup.examples.cli.output.BackupReports;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.repository.Deletion;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code backup delete}: one backup out of the storage, for good. Needs no database. */
@Command(
        name = "delete",
        description = "Deletes a backup from the storage. Needs no database.",
        footer = "  tenant-backup backup delete tenant_export_7_20260301020000 --yes")
public final class BackupDeleteCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Parameters(paramLabel = "<id>", description = "The backup's id.")
    String backup = "";

    public BackupDeleteCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        invocation.confirmation().mustBePossible("backup delete");
        try (OpenService open = invocation.open()) {
            TenantBackupService service = open.service();
            BackupRecord record = StoredBackups.record(service, backup);
            invocation
                    .confirmation()
                    .ask(
                            () -> new BackupReports(invocation.errorStyle())
                                    .list(
                                            service.notes().of(List.of(record)),
                                            invocation.surroundings().clock().instant()),
                            "the tenant's name",
                            record.displayName().orElse(record.tenant().value()));
            service.delete(record.id(), Deletion.of(invocation.actor(), "deleted by command"));
            invocation.print(
                    () -> BackupDocuments.deleted(record),
                    style -> style.good("Deleted") + " backup " + record.id() + "\n");
            return ExitCode.DONE.number();
        }
    }
}
