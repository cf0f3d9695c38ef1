// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.FenceDocuments;
import dev.tenantbackup.examples.cli.output.FenceReports;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.examples.cli.run.Tenants;
import dev.tenantbackup.fence.FenceRequest;
import dev.tenantbackup.fence.RaisedFence;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TenantId;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fence raise}: stops a tenant's writes, until somebody lifts the fence. */
@Command(
        name = "raise",
        description = {
            "Stops a tenant's writes until the fence is lifted, and waits until everything that was under",
            "way before has ended. If the fence is up already, goes on waiting for that."
        },
        footer = {
            "  tenant-backup fence raise 7 --reason \"the menu was deleted\"",
            "  tenant-backup fence raise 7 --reason \"the menu was deleted\" --wait 300"
        })
public final class FenceRaiseCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Parameters(paramLabel = "<tenant>", description = "The tenant's id or name.")
    String tenant = "";

    @Option(
            names = "--reason",
            paramLabel = "<text>",
            required = true,
            description = "Why, for whoever is refused and for whoever finds the fence; up to 500 characters.")
    String reason = "";

    @Option(
            names = "--wait",
            paramLabel = "<seconds>",
            description = "How long to wait for what is under way; 30 by default, 0 to look once.")
    long seconds = FenceRequest.DEFAULT_PATIENCE.toSeconds();

    public FenceRaiseCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (reason.isBlank() || reason.length() > FenceRequest.LONGEST_REASON || seconds < 0) {
            throw new InvalidRequestException(Problem.of("--reason takes 1 to " + FenceRequest.LONGEST_REASON
                            + " characters, --wait a number of seconds.")
                    .withHint("Say why the tenant is fenced: whoever is refused reads it."));
        }
        try (OpenService open = invocation.open()) {
            TenantId id = new Tenants(open.service()).named(tenant).id();
            RaisedFence up = open.fence()
                    .raise(FenceRequest.writes(id, invocation.actor(), reason)
                            .withPatience(Duration.ofSeconds(seconds)));
            invocation.print(() -> FenceDocuments.fence(up), style -> new FenceReports(style).up(up));
            return ExitCode.DONE.number();
        }
    }
}
