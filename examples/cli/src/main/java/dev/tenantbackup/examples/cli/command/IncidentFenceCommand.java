// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.IncidentDocuments;
import dev.tenantbackup.examples.cli.output.IncidentReports;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.fence.FenceLevel;
import dev.tenantbackup.fence.FenceRequest;
import dev.tenantbackup.incident.Incident;
import dev.tenantbackup.incident.IncidentStep;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code incident fence}: stops the tenant's writes. */
@Command(
        name = "fence",
        description = "Stops the tenant's writes, and waits until everything that was under way has ended.",
        footer = "  tenant-backup incident fence 7f3a --wait 60")
public final class IncidentFenceCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Parameters(paramLabel = "<incident>", description = "Its id, as 'incident open' printed it.")
    String incident = "";

    @Option(
            names = "--wait",
            paramLabel = "<seconds>",
            description = "How long to wait for what is under way; 30 by default, 0 to look once.")
    long seconds = FenceRequest.DEFAULT_PATIENCE.toSeconds();

    public IncidentFenceCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (seconds < 0) {
            throw new InvalidRequestException(Problem.of("--wait takes a number of seconds."));
        }
        try (OpenService open = invocation.open()) {
            Incident now = open.service()
                    .incidents()
                    .fence(
                            IncidentReference.of(incident),
                            FenceLevel.WRITES,
                            Duration.ofSeconds(seconds),
                            invocation.actor());
            invocation.print(
                    () -> IncidentDocuments.of(now),
                    style -> new IncidentReports(style).taken(now, IncidentStep.FENCE));
            return ExitCode.DONE.number();
        }
    }
}
