// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.PruneDocuments;
import dev.tenantbackup.examples.cli.output.PruneReports;
import dev.tenantbackup.examples.cli.run.Confirmation;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.examples.cli.settings.RetentionSettings;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.retention.Decision;
import dev.tenantbackup.retention.RetentionPolicies;
import dev.tenantbackup.retention.RetentionPolicy;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code backup prune}: deletes what nobody needs any more. Needs no database. */
@Command(
        name = "prune",
        description = {
            "Deletes the backups that no rule keeps, of each tenant and kind by itself. What is held,",
            "and each tenant's newest and newest validated backup, stays in any case. Needs no database."
        },
        footer = {
            "  tenant-backup backup prune --keep-last 5 --dry-run",
            "  tenant-backup backup prune --keep-daily 7 --keep-weekly 5 --keep-monthly 12 --yes",
            "  tenant-backup backup prune --tenant 7 --keep-within 30d --zone Europe/Berlin"
        })
public final class BackupPruneCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Mixin
    KeepOptions keep = new KeepOptions();

    @Option(names = "--tenant", paramLabel = "<id>", description = "Only this tenant's backups.")
    @Nullable
    String tenant;

    @Option(
            names = {"--dry-run", "--plan"},
            description = "Only shows what would be deleted, and why.")
    boolean planOnly;

    public BackupPruneCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        RetentionPolicy policy = RetentionSettings.policy(keep.given(), invocation.options());
        RetentionPolicies policies =
                tenant == null ? RetentionPolicies.of(policy) : RetentionPolicies.onlyFor(TenantId.of(tenant), policy);
        Confirmation confirmation = invocation.confirmation();
        if (!planOnly) {
            confirmation.mustBePossible("backup prune");
        }
        try (OpenService open = invocation.open()) {
            TenantBackupService service = open.service();
            return planOnly ? plan(service, policies) : prune(service, policies, confirmation);
        }
    }

    private int plan(TenantBackupService service, RetentionPolicies policies) {
        List<Decision> decisions = concerned(service.planPrune(policies));
        invocation.print(
                () -> PruneDocuments.decisions(decisions, false),
                style -> new PruneReports(style).decisions(decisions, false));
        return ExitCode.DONE.number();
    }

    private int prune(TenantBackupService service, RetentionPolicies policies, Confirmation confirmation) {
        confirmation.ask(
                () -> new PruneReports(invocation.errorStyle())
                        .decisions(concerned(service.planPrune(policies)), false),
                "the word",
                "prune");
        List<Decision> decisions = concerned(service.prune(policies, invocation.actor()));
        invocation.print(
                () -> PruneDocuments.decisions(decisions, true),
                style -> new PruneReports(style).decisions(decisions, true));
        return ExitCode.DONE.number();
    }

    private List<Decision> concerned(List<Decision> decisions) {
        return decisions.stream()
                .filter(decision ->
                        tenant == null || decision.backup().tenant().value().equals(tenant))
                .toList();
    }
}
