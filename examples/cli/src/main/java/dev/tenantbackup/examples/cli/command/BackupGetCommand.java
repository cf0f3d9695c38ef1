// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.BackupDocuments;
import dev.tenantbackup.examples.cli.output.Quantities;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backup get}: the archive out of the storage. Needs no database. */
@Command(
        name = "get",
        description = "Copies a backup's archive to a file that doesn't exist yet. Needs no database.",
        footer = "  tenant-backup backup get tenant_export_7_20260301020000 -o trattoria.zip")
public final class BackupGetCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Parameters(paramLabel = "<id>", description = "The backup's id.")
    String backup = "";

    @Option(
            names = {"-o", "--out"},
            paramLabel = "<file>",
            required = true,
            description = "Where to.")
    Path target = Path.of("");

    public BackupGetCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        try (OpenService open = invocation.open()) {
            TenantBackupService service = open.service();
            BackupRecord record = StoredBackups.record(service, backup);
            service.copyTo(record.id(), target);
            invocation.print(
                    () -> BackupDocuments.stored(record, target),
                    style -> style.good("Copied") + " " + Quantities.bytes(record.bytes()) + " to "
                            + target.toAbsolutePath() + "\n");
            return ExitCode.DONE.number();
        }
    }
}
