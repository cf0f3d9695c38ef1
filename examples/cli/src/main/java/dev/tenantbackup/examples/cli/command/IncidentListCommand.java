// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.IncidentDocuments;
import dev.tenantbackup.examples.cli.output.IncidentReports;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.incident.Incident;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code incident list}: all of them. */
@Command(
        name = "list",
        description = "Lists all incidents, newest first, with the step that is due.",
        footer = "  tenant-backup incident list")
public final class IncidentListCommand implements Callable<Integer> {

    private final Invocation invocation;

    public IncidentListCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        try (OpenService open = invocation.open()) {
            List<Incident> all = open.service().incidents().list();
            invocation.print(() -> IncidentDocuments.of(all), style -> new IncidentReports(style).of(all));
            return ExitCode.DONE.number();
        }
    }
}
