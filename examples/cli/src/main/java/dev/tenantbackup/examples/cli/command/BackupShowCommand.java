// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.Manifest;
import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.BackupDocuments;
import dev.tenantbackup.examples.cli.output.BackupReports;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.model.MissingKeyException;
import dev.tenantbackup.model.WrongKeyException;
import dev.tenantbackup.repository.AnnotatedBackup;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code backup show}: everything known of one backup. Needs no database. */
@Command(
        name = "show",
        description = "Shows one backup: rows per table, where it comes from, findings. Needs no database.",
        footer = "  tenant-backup backup show tenant_export_7_20260301020000")
public final class BackupShowCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Parameters(paramLabel = "<id>", description = "The backup's id.")
    String backup = "";

    public BackupShowCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        try (OpenService open = invocation.open()) {
            TenantBackupService service = open.service();
            BackupRecord record = StoredBackups.record(service, backup);
            AnnotatedBackup backup = service.notes().of(record);
            Instant now = invocation.surroundings().clock().instant();
            Optional<Manifest> manifest = manifest(service, record);
            invocation.print(
                    () -> BackupDocuments.shown(backup, now, manifest),
                    style -> new BackupReports(style).shown(backup, now, manifest));
            return ExitCode.DONE.number();
        }
    }

    /** Empty if it is encrypted and can't be decrypted here: the record alone is worth showing. */
    private Optional<Manifest> manifest(TenantBackupService service, BackupRecord record) {
        try {
            return Optional.of(service.manifest(record.id()));
        } catch (MissingKeyException | WrongKeyException locked) {
            invocation.remark("Only its record is shown. " + locked.getMessage());
            return Optional.empty();
        }
    }
}
