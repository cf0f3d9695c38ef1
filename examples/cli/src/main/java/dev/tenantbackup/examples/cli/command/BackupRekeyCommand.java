// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.seal.Recipients;
import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.BackupDocuments;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code backup rekey}: other recipients for a backup, and the same content. Needs no database. */
@Command(
        name = "rekey",
        description =
                "Encrypts a backup anew, for the recipients given now and nobody else. What it holds doesn't change."
                        + " Needs no database.",
        footer = "  tenant-backup backup rekey tenant_export_7_20260301020000 --identity old.txt --recipient age1…")
public final class BackupRekeyCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Parameters(paramLabel = "<id>", description = "The backup's id.")
    String backup = "";

    public BackupRekeyCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        try (OpenService open = invocation.open()) {
            Recipients recipients = open.recipients();
            TenantBackupService service = open.service();
            BackupRecord record =
                    service.rekey(StoredBackups.record(service, backup).id(), recipients);
            invocation.print(
                    () -> BackupDocuments.record(record),
                    style -> style.good("Encrypted") + " backup " + record.id() + " for " + recipients + "\n");
            return ExitCode.DONE.number();
        }
    }
}
