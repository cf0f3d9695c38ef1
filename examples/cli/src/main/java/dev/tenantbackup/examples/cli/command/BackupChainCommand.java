// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.ChainDocuments;
import dev.tenantbackup.examples.cli.output.ChainReports;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.repository.ChainHead;
import dev.tenantbackup.repository.ChainReport;
import dev.tenantbackup.repository.Listing;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backup chain}: whether somebody took backups away or exchanged them. Needs no database. */
@Command(
        name = "chain",
        description = {
            "Examines whether the backups of a tenant, or of all tenants, are all there as they were made, or were deleted"
                    + " by this program. Needs no database."
        },
        footer = {
            "  tenant-backup backup chain",
            "  tenant-backup backup chain 7 --known-head tenant_export_7_20260301020000:9f86d081…"
        })
public final class BackupChainCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Parameters(paramLabel = "<tenant>", arity = "0..1", description = "Only this tenant's: its id.")
    @Nullable
    String tenant;

    @Option(
            names = "--known-head",
            paramLabel = "<backup>:<digest>",
            description = "The chainHead of the newest export that you know of: it must still be there.")
    @Nullable
    String knownHead;

    public BackupChainCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        ChainHead head = knownHead == null ? null : head(knownHead);
        if (head != null && tenant == null) {
            throw new InvalidRequestException(
                    Problem.of("--known-head speaks of one tenant.").withHint("name the tenant."));
        }
        try (OpenService open = invocation.open()) {
            TenantBackupService service = open.service();
            Listing listing = tenant == null ? service.list() : service.list(TenantId.of(tenant));
            List<ChainReport> reports = tenants(listing).stream()
                    .map(each -> head == null ? service.checkChain(each) : service.checkChain(each, head))
                    .toList();
            List<Problem> unreadable = tenant == null ? listing.unreadable() : List.of();
            boolean whole = unreadable.isEmpty() && reports.stream().allMatch(ChainReport::isWhole);
            invocation.print(
                    () -> ChainDocuments.of(reports, unreadable, whole),
                    style -> new ChainReports(style).of(reports, unreadable));
            return (whole ? ExitCode.DONE : ExitCode.INVALID_BACKUP).number();
        }
    }

    private List<TenantId> tenants(Listing listing) {
        return tenant != null
                ? List.of(TenantId.of(tenant))
                : listing.backups().stream()
                        .map(BackupRecord::tenant)
                        .distinct()
                        .sorted(Comparator.comparing(TenantId::value))
                        .toList();
    }

    private static ChainHead head(String text) {
        try {
            return ChainHead.parse(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(
                    Problem.of("'" + text + "' is no head of a chain.")
                            .withHint("it is the chainHead that 'backup create --output json' prints."),
                    e);
        }
    }
}
