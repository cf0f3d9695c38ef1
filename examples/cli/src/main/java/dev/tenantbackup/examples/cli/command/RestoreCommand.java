// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.archive.Manifest;
import dev.tenantbackup.archive.ManifestTable;
import dev.tenantbackup.database.TenantInfo;
import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.ChangeDocuments;
import dev.tenantbackup.examples.cli.output.ChangeReports;
import dev.tenantbackup.examples.cli.run.BackupReference;
import dev.tenantbackup.examples.cli.run.ExitCode;
import dev.tenantbackup.examples.cli.run.Invocation;
import dev.tenantbackup.examples.cli.run.TableNames;
import dev.tenantbackup.examples.cli.run.Tenants;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.RestorePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code restore}: a backup into a tenant, or as a new one. */
@Command(
        name = "restore",
        description = "Restores a backup: as a new tenant, or into one that exists with --into.",
        footer = {
            "  tenant-backup restore tenant_export_7_20260301020000 --into 7 --plan",
            "  tenant-backup restore tenant_export_7_20260301020000 --into 7 --yes",
            "  tenant-backup restore menu-of-march.zip --into 7 --tables menus,menu_items --mode missing",
            "  tenant-backup restore tenant_export_7_20260301020000 --into 8 --mode append",
            "  tenant-backup restore tenant_export_7_20260301020000 --as-new \"Casa Nueva\" --inactive"
        })
public final class RestoreCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Parameters(paramLabel = "<backup>", description = "A backup's id, or the file of an archive.")
    String backup = "";

    @ArgGroup
    @Nullable
    Where where;

    @Option(
            names = "--mode",
            converter = Mode.Converter.class,
            paramLabel = "replace|merge|missing|append",
            description = {
                "replace: make the tenant equal to the backup (default);",
                "merge: insert missing rows and update changed ones, delete nothing;",
                "missing: only bring back missing rows;",
                "append: add the backup's rows under new keys beside those that are there."
            })
    Mode mode = Mode.REPLACE;

    @Option(
            names = "--tables",
            paramLabel = "<table>",
            split = ",",
            description = "Only these tables; all others stay as they are.")
    List<String> tables = new ArrayList<>();

    @Mixin
    DirtyReferences dirty = new DirtyReferences();

    @Option(
            names = "--shared-rows",
            converter = SharedRows.Converter.class,
            paramLabel = "match|create|by-key",
            description = {
                "match: find shared reference rows again by what they are called (default);",
                "create: and create those that are missing;",
                "by-key: take keys to mean here what they meant in the backup."
            })
    SharedRows sharedRows = SharedRows.MATCH;

    @Option(names = "--inactive", description = "The new tenant starts inactive.")
    boolean inactive;

    @Option(names = "--plan", description = "Only shows what would be done; exit code 5 if conflicts stand in the way.")
    boolean planOnly;

    @Option(
            names = "--no-safety-backup",
            description = "Takes no backup of the tenant before the first write: then there is no undo.")
    boolean withoutSafetyBackup;

    public RestoreCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /** Where to; nothing said is a new tenant under the archived name. */
    static final class Where {

        @Option(
                names = "--into",
                paramLabel = "<tenant>",
                description = {
                    "Id or name of a tenant. The backup's own is restored in place;",
                    "any other gives up its rows for the backup's, under new keys."
                })
        @Nullable
        String into;

        @Option(names = "--as-new", paramLabel = "<name>", description = "The new tenant's name.")
        @Nullable
        String asNew;
    }

    @Override
    public Integer call() {
        String into = where == null ? null : where.into;
        if (into != null && inactive) {
            throw new InvalidRequestException(Problem.of("--inactive is for a new tenant, not for one that exists.")
                    .withHint("Its active flag stays as it is: leave --inactive out."));
        }
        if (into != null && !planOnly) {
            invocation.confirmation().mustBePossible("restore --into");
        }
        if (where != null && where.asNew != null && where.asNew.isBlank()) {
            throw new InvalidRequestException(Problem.of("The new tenant's name must not be blank."));
        }
        try (OpenService open = invocation.open()) {
            BackupReference reference = BackupReference.find(open.service(), backup);
            return into == null ? asNew(open.service(), reference) : into(open.service(), reference, into);
        }
    }

    private int asNew(TenantBackupService service, BackupReference reference) {
        Manifest manifest = reference.manifest();
        String name =
                where != null && where.asNew != null ? where.asNew : NewTenantName.of(service, manifest, invocation);
        RestoreRequest request = RestoreRequest.asNewTenant(name);
        if (inactive) {
            ActiveFlags.mustBeKnown(service);
            request = request.inactive();
        }
        request = narrowed(request, manifest);
        return planOnly ? plan(reference, request) : restore(reference, request);
    }

    private int into(TenantBackupService service, BackupReference reference, String into) {
        Manifest manifest = reference.manifest();
        TenantInfo tenant = new Tenants(service).named(into, manifest);
        RestoreRequest request = narrowed(RestoreRequest.into(tenant.id()), manifest);
        if (planOnly) {
            return plan(reference, request);
        }
        String word = tenant.displayName().orElse(tenant.id().value());
        invocation.confirmation().ask(() -> shown(reference, request), "the tenant's name", word);
        return restore(reference, request);
    }

    private RestoreRequest narrowed(RestoreRequest request, Manifest manifest) {
        RestoreRequest narrowed = request.withMode(mode.asMode())
                .withSharedRows(sharedRows.asPolicy())
                .onlyTables(TableNames.among(
                        manifest.tables().stream().map(ManifestTable::name).toList(), tables));
        RestoreRequest decided = dirty.rule().map(narrowed::withDirtyReferences).orElse(narrowed);
        return withoutSafetyBackup ? decided.withoutSafetyBackup() : decided;
    }

    private int plan(BackupReference reference, RestoreRequest request) {
        RestorePlan plan = invocation.withProgress(context -> reference.plan(request.with(context)));
        invocation.print(() -> ChangeDocuments.plan(plan), style -> new ChangeReports(style).plan(plan));
        return (plan.isApplicable() ? ExitCode.DONE : ExitCode.REFUSED).number();
    }

    private int restore(BackupReference reference, RestoreRequest request) {
        RestoreResult result =
                invocation.withProgress((OperationContext context) -> reference.restore(request.with(context)));
        invocation.print(() -> ChangeDocuments.result(result), style -> new ChangeReports(style).restored(result));
        return ExitCode.DONE.number();
    }

    private String shown(BackupReference reference, RestoreRequest request) {
        RestorePlan plan = invocation.withProgress(context -> reference.plan(request.with(context)));
        return new ChangeReports(invocation.errorStyle()).plan(plan) + "\n";
    }
}
