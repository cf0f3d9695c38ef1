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

/** {@code incident verify}: checks the tenant's rows by another road. */
@Command(
        name = "verify",
        description = "Checks by another road whether the tenant's rows are its own.",
        footer = "  tenant-backup incident verify 7f3a")
public final class IncidentVerifyCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Parameters(paramLabel = "<incident>", description = "Its id, as 'incident open' printed it.")
    String incident = "";

    public IncidentVerifyCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        try (OpenService open = invocation.open()) {
            Incident now = invocation.withProgress(
                    context -> open.service().incidents().verify(IncidentReference.of(incident), context));
            invocation.print(
                    () -> IncidentDocuments.of(now),
                    style -> new IncidentReports(style).taken(now, IncidentStep.VERIFY));
            return (now.isDone(IncidentStep.VERIFY) ? ExitCode.DONE : ExitCode.REFUSED).number();
        }
    }
}
