// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.ChangeDocuments;
import dev.tenantbackup.examples.cli.output.ChangeReports;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.examples.cli.run.Tenants;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.RestoreId;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.plan.RestorePlan;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code undo}: back to before a restore or clone. */
@Command(
        name = "undo",
        description = "Takes back a restore, a clone or an undo: the tenant is as it was before.",
        footer = "  tenant-backup undo 5f0c2a --yes")
public final class UndoCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Parameters(paramLabel = "<restore id>", description = "As the restore printed it.")
    String restore = "";

    public UndoCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        invocation.confirmation().mustBePossible("undo");
        RestoreId id = id();
        try (OpenService open = invocation.open()) {
            TenantBackupService service = open.service();
            if (invocation.confirmation().isNeeded()) {
                confirm(service, id);
            }
            RestoreResult result = invocation.withProgress(context -> service.undo(id, context));
            invocation.print(() -> ChangeDocuments.result(result), style -> new ChangeReports(style).undone(result));
            return ExitCode.DONE.number();
        }
    }

    private RestoreId id() {
        try {
            return RestoreId.of(restore);
        } catch (IllegalArgumentException e) {
            throw new NotFoundException(
                    Problem.of("There is no restore '" + restore + "'.")
                            .withHint("The id is in the last lines that the restore printed."),
                    e);
        }
    }

    private void confirm(TenantBackupService service, RestoreId id) {
        RestorePlan plan = service.planUndo(id);
        TenantId tenant = plan.target().orElseThrow();
        String name = new Tenants(service).nameOf(tenant);
        invocation
                .confirmation()
                .ask(() -> new ChangeReports(invocation.errorStyle()).plan(plan) + "\n", "the tenant's name", name);
    }
}
