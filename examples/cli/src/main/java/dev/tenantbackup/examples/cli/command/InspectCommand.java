// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tenantbackup.catalog.report.CatalogReport;
import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.JsonWriter;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code inspect}: what the catalog knows of the database. */
@Command(
        name = "inspect",
        description = "Shows every table: whose rows it holds, how they are reached, and what a person should know of.",
        footer = {
            "  tenant-backup inspect --tenant-table restaurants --tenant-column restaurant_id",
            "  tenant-backup inspect --catalog tenant-catalog.yaml --mermaid > catalog.mmd"
        })
public final class InspectCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Option(names = "--mermaid", description = "Prints a Mermaid diagram instead of the tree.")
    boolean mermaid;

    public InspectCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        try (OpenService open = invocation.open()) {
            CatalogReport report = CatalogReport.of(open.catalog());
            if (mermaid) {
                invocation.print(
                        () -> JsonNodeFactory.instance.objectNode().put("mermaid", report.mermaid()),
                        style -> report.mermaid());
            } else {
                invocation.print(() -> JsonWriter.parse(report.json()), style -> report.text());
            }
            return ExitCode.DONE.number();
        }
    }
}
