// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.BackupDocuments;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code backup add}: a lone archive into the storage. Needs no database. */
@Command(
        name = "add",
        description = "Takes an archive into the storage after checking all of it. Needs no database.",
        footer = "  tenant-backup backup add trattoria.zip")
public final class BackupAddCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Parameters(paramLabel = "<file>", description = "The archive.")
    Path file = Path.of("");

    public BackupAddCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (!Files.isRegularFile(file)) {
            throw new NotFoundException(Problem.of("There is no file '" + file + "'."));
        }
        try (OpenService open = invocation.open()) {
            BackupRecord record = open.service().add(file);
            invocation.print(
                    () -> BackupDocuments.record(record),
                    style -> style.good("Added") + " backup " + record.id() + " of tenant " + record.tenant() + "\n");
            return ExitCode.DONE.number();
        }
    }
}
