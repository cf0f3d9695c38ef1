// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.IncidentDocuments;
import dev.tenantbackup.examples.cli.output.IncidentReports;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.examples.cli.run.Tenants;
import dev.tenantbackup.incident.Incident;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TenantId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code incident open}: begins the record of one. */
@Command(
        name = "open",
        description = "Opens an incident; changes nothing of the tenant.",
        footer = "  tenant-backup incident open 7 --what \"the drinks are gone\"")
public final class IncidentOpenCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Parameters(paramLabel = "<tenant>", description = "The tenant's id or name.")
    String tenant = "";

    @Option(
            names = "--what",
            paramLabel = "<text>",
            required = true,
            description = "What was seen to be wrong, in your words.")
    String what = "";

    public IncidentOpenCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (what.isBlank()) {
            throw new InvalidRequestException(
                    Problem.of("--what is blank.").withHint("Say what was seen to be wrong."));
        }
        try (OpenService open = invocation.open()) {
            TenantId id = new Tenants(open.service()).named(tenant).id();
            Incident now = open.service().incidents().open(id, what, invocation.actor());
            invocation.print(() -> IncidentDocuments.of(now), style -> new IncidentReports(style).opened(now));
            return ExitCode.DONE.number();
        }
    }
}
