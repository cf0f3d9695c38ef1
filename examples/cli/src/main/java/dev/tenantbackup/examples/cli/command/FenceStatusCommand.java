// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.FenceDocuments;
import dev.tenantbackup.examples.cli.output.FenceReports;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.fence.RaisedFence;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code fence status}: every fence that is up. */
@Command(
        name = "status",
        description = "Lists every fence that is up, also those that a crash left: who raised it, when and why.",
        footer = "  tenant-backup fence status")
public final class FenceStatusCommand implements Callable<Integer> {

    private final Invocation invocation;

    public FenceStatusCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        try (OpenService open = invocation.open()) {
            List<RaisedFence> raised = open.fence().raised();
            invocation.print(() -> FenceDocuments.raised(raised), style -> new FenceReports(style).raised(raised));
            return ExitCode.DONE.number();
        }
    }
}
