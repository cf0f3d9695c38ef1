// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.BackupDocuments;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.model.BackupId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code backup release}: a backup that was held may be deleted again. Needs no database. */
@Command(
        name = "release",
        description = "Takes back a hold: the backup may be deleted and pruned again. Needs no database.",
        footer = "  tenant-backup backup release tenant_export_7_20260301020000")
public final class BackupReleaseCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Parameters(paramLabel = "<id>", description = "The backup's id.")
    String backup = "";

    public BackupReleaseCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        try (OpenService open = invocation.open()) {
            BackupId id = StoredBackups.record(open.service(), backup).id();
            boolean wasHeld = open.service().notes().release(id);
            invocation.print(
                    () -> BackupDocuments.released(id, wasHeld),
                    style -> (wasHeld ? style.good("Released") + " backup " + id : "Backup " + id + " was not held")
                            + ".\n");
            return ExitCode.DONE.number();
        }
    }
}
