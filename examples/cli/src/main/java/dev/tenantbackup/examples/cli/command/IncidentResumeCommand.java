// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.IncidentDocuments;
import dev.tenantbackup.examples.cli.output.IncidentReports;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.incident.Incident;
import dev.tenantbackup.incident.IncidentStep;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code incident resume}: lets the tenant's writes go on. */
@Command(
        name = "resume",
        description = "Lifts the tenant's fence and closes the incident.",
        footer = "  tenant-backup incident resume 7f3a")
public final class IncidentResumeCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Parameters(paramLabel = "<incident>", description = "Its id, as 'incident open' printed it.")
    String incident = "";

    public IncidentResumeCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        try (OpenService open = invocation.open()) {
            Incident now = open.service().incidents().resume(IncidentReference.of(incident), invocation.actor());
            invocation.print(
                    () -> IncidentDocuments.of(now),
                    style -> new IncidentReports(style).taken(now, IncidentStep.RESUME));
            return ExitCode.DONE.number();
        }
    }
}
