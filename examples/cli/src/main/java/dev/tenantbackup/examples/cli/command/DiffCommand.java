// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.database.TenantInfo;
import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.ChangeDocuments;
import dev.tenantbackup.examples.cli.output.ChangeReports;
import dev.tenantbackup.examples.cli.run.BackupReference;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.examples.cli.run.Tenants;
import dev.tenantbackup.plan.RestorePlan;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code diff}: what differs between a backup and the live rows. Writes nothing. */
@Command(
        name = "diff",
        description = "Shows what differs between a backup and its tenant's live rows; exit code 0 whatever it finds.",
        footer = {
            "  tenant-backup diff tenant_export_7_20260301020000",
            "  tenant-backup diff tenant_export_7_20260301020000 --with 8 --output json"
        })
public final class DiffCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Parameters(paramLabel = "<backup>", description = "A backup's id, or the file of an archive.")
    String backup = "";

    @Option(
            names = "--with",
            paramLabel = "<tenant>",
            description = {
                "Id or name of another tenant to compare with; by default the backup's own.",
                "Rows of two tenants have no keys in common: all of them differ."
            })
    @Nullable
    String with;

    public DiffCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        try (OpenService open = invocation.open()) {
            BackupReference reference = BackupReference.find(open.service(), backup);
            RestorePlan plan;
            if (with == null) {
                plan = reference.diff();
            } else {
                TenantInfo tenant = new Tenants(open.service()).named(with, reference.manifest());
                plan = reference.diff(tenant.id());
            }
            invocation.print(() -> ChangeDocuments.plan(plan), style -> new ChangeReports(style).plan(plan));
            return ExitCode.DONE.number();
        }
    }
}
