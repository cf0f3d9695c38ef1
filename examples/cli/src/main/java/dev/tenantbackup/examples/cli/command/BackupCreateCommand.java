// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.BackupAllResult;
import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.ExportOptions;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.database.TenantInfo;
import dev.tenantbackup.examples.cli.connection.ConnectionPool;
import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.BackupDocuments;
import dev.tenantbackup.examples.cli.output.BackupReports;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.examples.cli.run.TableNames;
import dev.tenantbackup.examples.cli.run.Tenants;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backup create}: one tenant's rows, or every active tenant's, into the storage. */
@Command(
        name = "create",
        description = "Backs up one tenant, or all active ones.",
        footer = {
            "  tenant-backup backup create 7",
            "  tenant-backup backup create \"Trattoria Uno\" --exclude audit_logs",
            "  tenant-backup backup create --all-active --active-where \"active = true\""
        })
public final class BackupCreateCommand implements Callable<Integer> {

    private static final int LONGEST_ACTOR = 200;

    private final Invocation invocation;

    @ArgGroup(multiplicity = "1")
    Whose whose = new Whose();

    @Option(
            names = "--exclude",
            paramLabel = "<table>",
            split = ",",
            description = "Leaves these tables out; the backup says so.")
    List<String> excluded = new ArrayList<>();

    @Option(names = "--skip-empty-tables", description = "Writes no entry for a table without rows of the tenant.")
    boolean skipEmpty;

    @Option(
            names = "--allow-gaps",
            description = "Backs up without the tables that nobody classified; the backup is marked incomplete.")
    boolean allowGaps;

    @Option(
            names = "--readers",
            paramLabel = "<number>",
            description = "How many connections may read one snapshot, 1 to 3; 2 by default.")
    int readers = ExportOptions.DEFAULTS.parallelReaders();

    @Option(
            names = "--exported-by",
            paramLabel = "<name>",
            description = "Who asked for the backup; the system's user by default.")
    @Nullable
    String exportedBy;

    public BackupCreateCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /** Exactly one of both. */
    static final class Whose {

        @Parameters(paramLabel = "<tenant>", arity = "0..1", description = "Id or name of the tenant.")
        @Nullable
        String tenant;

        @Option(names = "--all-active", description = "Every tenant for which --active-where holds.")
        boolean allActive;
    }

    @Override
    public Integer call() {
        if (readers < 1 || readers > ConnectionPool.CONNECTIONS) {
            throw new InvalidRequestException(
                    Problem.of("--readers is 1 to " + ConnectionPool.CONNECTIONS + ", not " + readers + "."));
        }
        if (exportedBy != null && (exportedBy.isBlank() || exportedBy.length() > LONGEST_ACTOR)) {
            throw new InvalidRequestException(
                    Problem.of("--exported-by is a name of 1 to " + LONGEST_ACTOR + " characters."));
        }
        try (OpenService open = invocation.open()) {
            TenantBackupService service = open.service();
            ExportOptions options = options(service);
            return whose.tenant == null ? all(service, options) : one(service, options, whose.tenant);
        }
    }

    private ExportOptions options(TenantBackupService service) {
        ExportOptions options = ExportOptions.DEFAULTS.withParallelReaders(readers);
        if (!excluded.isEmpty()) {
            options = options.excluding(TableNames.among(
                    service.catalog().ownedTables().stream()
                            .map(CatalogTable::name)
                            .toList(),
                    excluded));
        }
        if (skipEmpty) {
            options = options.withoutEmptyTables();
        }
        return allowGaps ? options.allowingGaps() : options;
    }

    private int one(TenantBackupService service, ExportOptions options, String text) {
        TenantInfo tenant = new Tenants(service).named(text);
        BackupInfo backup = invocation.withProgress(
                Optional.ofNullable(exportedBy), context -> service.exportTenant(tenant.id(), options.with(context)));
        invocation.print(() -> BackupDocuments.created(backup), style -> new BackupReports(style).created(backup));
        return ExitCode.DONE.number();
    }

    private int all(TenantBackupService service, ExportOptions options) {
        BackupAllResult result = invocation.withProgress(
                Optional.ofNullable(exportedBy), context -> service.backupAll(options.with(context)));
        invocation.print(
                () -> BackupDocuments.created(result, invocation.passwords()),
                style -> new BackupReports(style).created(result));
        return (result.isComplete() ? ExitCode.DONE : ExitCode.FAILED).number();
    }
}
