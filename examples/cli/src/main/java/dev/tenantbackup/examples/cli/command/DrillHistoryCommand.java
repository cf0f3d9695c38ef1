// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.drill.DrillHistory;
import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.DrillDocuments;
import dev.tenantbackup.examples.cli.output.DrillReports;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code drill history}: the drills that were. Needs no database. */
@Command(
        name = "history",
        description = "Lists past drills, newest first. Needs no database.",
        footer = {"  tenant-backup drill history", "  tenant-backup drill history --limit 100 --output json"})
public final class DrillHistoryCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Option(names = "--limit", paramLabel = "<number>", description = "How many at most; 20 by default.")
    int limit = 20;

    public DrillHistoryCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new InvalidRequestException(Problem.of("--limit is 1 or more, not " + limit + "."));
        }
        try (OpenService open = invocation.open()) {
            DrillHistory history = open.service().drills().history(limit);
            invocation.print(() -> DrillDocuments.of(history), style -> new DrillReports(style).of(history));
            return ExitCode.DONE.number();
        }
    }
}
