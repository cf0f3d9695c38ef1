// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.FenceDocuments;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.jdbc.fence.DatabaseFence;
import dev.tenantbackup.jdbc.fence.FenceScript;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fence ddl}: prints what installs a fence; runs nothing. */
@Command(
        name = "ddl",
        description = {
            "Prints the statements that install the fence in the database, or what is missing of it",
            "since the schema or the catalog changed. Read them, then run them. Changes nothing."
        },
        footer = {"  tenant-backup fence ddl > fence.sql", "  tenant-backup fence ddl --remove"})
public final class FenceDdlCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Option(names = "--remove", description = "Prints the statements that take the fence away again.")
    boolean remove;

    public FenceDdlCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        try (OpenService open = invocation.open()) {
            DatabaseFence fence = open.fence();
            FenceScript script = remove ? fence.uninstall() : fence.install();
            invocation.print(() -> FenceDocuments.script(script), style -> script.text());
            if (script.isEmpty()) {
                invocation.remark(
                        remove ? "No fence is installed." : "The fence is installed; there is nothing to run.");
            }
            return ExitCode.DONE.number();
        }
    }
}
