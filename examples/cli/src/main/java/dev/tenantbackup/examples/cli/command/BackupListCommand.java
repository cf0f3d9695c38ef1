// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.BackupDocuments;
import dev.tenantbackup.examples.cli.output.BackupReports;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.repository.AnnotatedBackup;
import dev.tenantbackup.repository.Listing;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code backup list}: what lies in the storage. Needs no database. */
@Command(
        name = "list",
        description = "Lists the backups in the storage, newest first. Needs no database.",
        footer = {"  tenant-backup backup list", "  tenant-backup backup list 7 --output json"})
public final class BackupListCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Parameters(
            paramLabel = "<tenant>",
            arity = "0..1",
            description = "Only this tenant's: its id, or its name as the backups know it.")
    @Nullable
    String tenant;

    public BackupListCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        try (OpenService open = invocation.open()) {
            Listing listing = open.service().list();
            List<BackupRecord> records = listing.backups().stream()
                    .filter(record -> tenant == null || isOf(record, tenant))
                    .toList();
            listing.unreadable().forEach(problem -> invocation.remark("Not listed: " + problem));
            List<AnnotatedBackup> backups = open.service().notes().of(records);
            Instant now = invocation.surroundings().clock().instant();
            invocation.print(
                    () -> BackupDocuments.list(backups, now), style -> new BackupReports(style).list(backups, now));
            return ExitCode.DONE.number();
        }
    }

    private static boolean isOf(BackupRecord record, String tenant) {
        return record.tenant().value().equals(tenant)
                || record.displayName().filter(tenant::equals).isPresent();
    }
}
