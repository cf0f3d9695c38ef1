// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.BackupDocuments;
import dev.tenantbackup.examples.cli.output.BackupReports;
import dev.tenantbackup.examples.cli.run.Confirmation;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.retention.Decision;
import dev.tenantbackup.retention.RetentionPolicy;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code backup prune}: deletes what nobody needs any more. Needs no database. */
@Command(
        name = "prune",
        description = "Deletes all but each tenant's newest complete backups of a kind. Needs no database.",
        footer = {
            "  tenant-backup backup prune --keep-last 5 --plan",
            "  tenant-backup backup prune --keep-last 5 --yes"
        })
public final class BackupPruneCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Option(
            names = "--keep-last",
            paramLabel = "<number>",
            required = true,
            description = "How many backups of each kind (manual, scheduled, safety, migration) each tenant keeps.")
    int keepLast;

    @Option(names = "--plan", description = "Only shows what would be deleted, and why.")
    boolean planOnly;

    public BackupPruneCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (keepLast < 1) {
            throw new InvalidRequestException(Problem.of("--keep-last " + keepLast + " would keep nothing.")
                    .withHint("Keep at least 1; a single backup is deleted with 'backup delete'."));
        }
        Confirmation confirmation = invocation.confirmation();
        if (!planOnly) {
            confirmation.mustBePossible("backup prune");
        }
        RetentionPolicy policy = RetentionPolicy.keepLast(keepLast);
        try (OpenService open = invocation.open()) {
            TenantBackupService service = open.service();
            return planOnly ? plan(service, policy) : prune(service, policy, confirmation);
        }
    }

    private int plan(TenantBackupService service, RetentionPolicy policy) {
        List<Decision> decisions = service.planPrune(policy);
        invocation.print(
                () -> BackupDocuments.decisions(decisions, false),
                style -> new BackupReports(style).decisions(decisions, false));
        return ExitCode.DONE.number();
    }

    private int prune(TenantBackupService service, RetentionPolicy policy, Confirmation confirmation) {
        confirmation.ask(
                () -> new BackupReports(invocation.errorStyle()).decisions(service.planPrune(policy), false),
                "the word",
                "prune");
        List<Decision> decisions = service.prune(policy);
        invocation.print(
                () -> BackupDocuments.decisions(decisions, true),
                style -> new BackupReports(style).decisions(decisions, true));
        return ExitCode.DONE.number();
    }
}
