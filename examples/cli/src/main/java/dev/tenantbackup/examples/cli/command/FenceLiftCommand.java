// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.FenceDocuments;
import dev.tenantbackup.examples.cli.output.FenceReports;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.examples.cli.run.Tenants;
import dev.tenantbackup.fence.RaisedFence;
import dev.tenantbackup.fence.TenantFence;
import dev.tenantbackup.model.TenantId;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fence lift}: lets a tenant's writes go on. */
@Command(
        name = "lift",
        description = "Lifts a tenant's fence, whoever raised it; does nothing where none is up.",
        footer = "  tenant-backup fence lift 7")
public final class FenceLiftCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Parameters(paramLabel = "<tenant>", description = "The tenant's id or name.")
    String tenant = "";

    public FenceLiftCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        try (OpenService open = invocation.open()) {
            TenantFence fence = open.fence();
            // a fence can outlive its tenant
            TenantId id = fence.raised().stream()
                    .map(RaisedFence::tenant)
                    .filter(fenced -> fenced.value().equals(tenant))
                    .findFirst()
                    .orElseGet(() -> new Tenants(open.service()).named(tenant).id());
            Optional<RaisedFence> lifted = fence.lift(id);
            invocation.print(
                    () -> FenceDocuments.lifted(id, lifted), style -> new FenceReports(style).lifted(id, lifted));
            return ExitCode.DONE.number();
        }
    }
}
