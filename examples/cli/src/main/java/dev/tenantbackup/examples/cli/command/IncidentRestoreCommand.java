// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.ChangeReports;
import dev.tenantbackup.examples.cli.output.IncidentDocuments;
import dev.tenantbackup.examples.cli.output.IncidentReports;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.examples.cli.run.Tenants;
import dev.tenantbackup.incident.Incident;
import dev.tenantbackup.incident.IncidentStep;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code incident restore}: makes the tenant equal to that backup. */
@Command(
        name = "restore",
        description = {
            "Restores the backup that the assessment found, or another one, in place. Shows what would be",
            "done and asks first."
        },
        footer = {"  tenant-backup incident restore 7f3a", "  tenant-backup incident restore 7f3a --yes"})
public final class IncidentRestoreCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Parameters(paramLabel = "<incident>", description = "Its id, as 'incident open' printed it.")
    String incident = "";

    @Option(names = "--backup", paramLabel = "<id>", description = "Another backup than the assessment found.")
    @Nullable
    String backup;

    public IncidentRestoreCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        invocation.confirmation().mustBePossible("incident restore");
        try (OpenService open = invocation.open()) {
            TenantBackupService service = open.service();
            Incident before = service.incidents().find(IncidentReference.of(incident));
            BackupId chosen = backup == null
                    ? before.soundBackup().orElseThrow(() -> nothingFound(before))
                    : StoredBackups.record(service, backup).id();
            invocation
                    .confirmation()
                    .ask(
                            () -> new ChangeReports(invocation.errorStyle()).plan(service.diff(chosen)) + "\n",
                            "the tenant's name",
                            new Tenants(service).nameOf(before.tenant()));
            Incident now =
                    invocation.withProgress(context -> service.incidents().restore(before.id(), chosen, context));
            invocation.print(
                    () -> IncidentDocuments.of(now),
                    style -> new IncidentReports(style).taken(now, IncidentStep.RESTORE));
            return ExitCode.DONE.number();
        }
    }

    private static InvalidRequestException nothingFound(Incident incident) {
        return new InvalidRequestException(Problem.of(
                        "No assessment of incident '" + incident.id() + "' has found a backup from before the damage.")
                .withTenant(incident.tenant())
                .withHint("Run incident assess first, or name one with --backup."));
    }
}
