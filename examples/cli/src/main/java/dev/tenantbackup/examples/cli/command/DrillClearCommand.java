// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.drill.Clearance;
import dev.tenantbackup.drill.Drills;
import dev.tenantbackup.drill.ScratchTarget;
import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.DrillDocuments;
import dev.tenantbackup.examples.cli.output.DrillReports;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.operation.OperationContext;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code drill clear}: removes what drills have left whose process died. */
@Command(
        name = "clear",
        description = {
            "Removes scratch tenants and scratch schemas of drills whose process died, as the next drill would do:",
            "only what goes by a drill's id and name."
        },
        footer = {"  tenant-backup drill clear", "  tenant-backup drill clear --silent-for 10min"})
public final class DrillClearCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Option(
            names = "--silent-for",
            paramLabel = "<span>",
            converter = SpanConverter.class,
            description = "How long a drill must not have been heard of to be taken for dead; 2h by default.")
    Duration silence = Drills.TAKEN_FOR_DEAD_AFTER;

    public DrillClearCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        try (OpenService open = invocation.open()) {
            ScratchTarget schemas = open.scratchSchema();
            OperationContext context = OperationContext.of(invocation.actor());
            Clearance clearance = open.service().drills().clear(silence, context, schemas);
            invocation.print(() -> DrillDocuments.of(clearance), style -> new DrillReports(style).of(clearance));
            return (clearance.left().isEmpty() ? ExitCode.DONE : ExitCode.FAILED).number();
        }
    }
}
