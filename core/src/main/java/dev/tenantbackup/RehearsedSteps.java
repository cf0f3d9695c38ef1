// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.archive.ArchiveReader;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.RootTable;
import dev.tenantbackup.database.TenantDatabase;
import dev.tenantbackup.database.TenantInfo;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.drill.DrillSteps;
import dev.tenantbackup.extract.LiveRows;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.model.VerificationException;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.SharedRowPolicy;
import dev.tenantbackup.plan.TableChanges;
import dev.tenantbackup.repository.BackupRepository;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.verify.VerifyResult;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What drills have done: the restores of every day, without what those leave to be undone by, and with the files beside
 * the application's.
 */
final class RehearsedSteps implements DrillSteps {

    private final LiveTenants tenants;
    private final BackupRepository repository;
    private final InstantSource clock;
    private final TenantExport export;
    private final HostFiles files;

    RehearsedSteps(
            LiveTenants tenants,
            BackupRepository repository,
            InstantSource clock,
            TenantExport export,
            HostFiles files) {
        this.tenants = tenants;
        this.repository = repository;
        this.clock = clock;
        this.export = export;
        this.files = files;
    }

    @Override
    public Rehearsed restoreAsNew(
            BackupId backup, String name, Consumer<TenantId> beforeCommit, OperationContext context) {
        Catalog catalog = tenants.completeCatalog();
        requireNames(catalog);
        return restored(backup, tenants.database(), catalog, asNew(catalog, name, context), beforeCommit);
    }

    @Override
    public Rehearsed restoreInto(BackupId backup, TenantDatabase database, OperationContext context) {
        Catalog catalog = tenants.in(database).completeCatalog();
        TenantId tenant = repository.require(backup).tenant();
        RestoreRequest request = RestoreRequest.into(tenant)
                .withSharedRows(SharedRowPolicy.CREATE)
                .withoutSafetyBackup()
                .with(context);
        return restored(backup, database, catalog, request, nobody -> {});
    }

    private Rehearsed restored(
            BackupId backup,
            TenantDatabase database,
            Catalog catalog,
            RestoreRequest request,
            Consumer<TenantId> beforeCommit) {
        NamedArchive named = NamedArchive.of(repository, backup);
        try (ArchiveReader archive = named.open();
                RehearsedFiles apart = RehearsedFiles.beside(files)) {
            RestoredTenant done = restorer(database, catalog, apart.files())
                    .apply(RestoreSource.archived(named, archive), request, false, told(beforeCommit));
            return new Rehearsed(done.tenant(), archive.manifest().source().snapshotAt(), rows(catalog, done.tables()));
        }
    }

    @Override
    public TenantId copy(TenantId source, String name, Consumer<TenantId> beforeCommit, OperationContext context) {
        Catalog catalog = tenants.completeCatalog();
        requireNames(catalog);
        FileSupply supply = files.source().map(FileSupply::live).orElse(FileSupply.NONE);
        try (RehearsedFiles apart = RehearsedFiles.beside(files)) {
            return restorer(tenants.database(), catalog, apart.files())
                    .apply(
                            RestoreSource.live(source, catalog, look(catalog, source), supply),
                            asNew(catalog, name, context),
                            false,
                            told(beforeCommit))
                    .tenant();
        }
    }

    private KnownRows look(Catalog catalog, TenantId source) {
        try (TenantReader reader = tenants.database().reader(catalog)) {
            LiveTenants.require(reader, source);
            return KnownRows.of(LiveRows.among(reader, catalog, source));
        }
    }

    @Override
    public BackupRecord export(TenantId tenant, OperationContext context) {
        return repository.require(
                export.of(tenant, ExportOptions.DEFAULTS.with(context)).id());
    }

    @Override
    public void verify(TenantId tenant, OperationContext context) {
        VerifyResult result = tenants.verify(tenant, context, clock);
        if (!result.sound()) {
            throw new VerificationException(
                    Problem.of("Tenant '" + tenant + "' was restored, but not all of its rows are its own: "
                                    + result.problems().get(0).message())
                            .withTenant(tenant)
                            .withHint("verify the tenant that was copied, and correct its rows or the catalog."));
        }
    }

    @Override
    public void remove(TenantId tenant, String name, OperationContext context) {
        Catalog catalog = tenants.completeCatalog();
        if (isThere(catalog, tenant, name)) {
            restorer(tenants.database(), catalog, HostFiles.NONE)
                    .apply(
                            new NoRows(tenant, catalog),
                            RestoreRequest.into(tenant)
                                    .withSharedRows(SharedRowPolicy.BY_KEY)
                                    .withoutSafetyBackup()
                                    .with(context),
                            true,
                            Restorer.KeyCollector.NONE);
        }
    }

    private boolean isThere(Catalog catalog, TenantId tenant, String name) {
        try (TenantReader reader = tenants.database().reader(catalog)) {
            return reader.find(tenant)
                    .flatMap(TenantInfo::displayName)
                    .filter(name::equals)
                    .isPresent();
        }
    }

    /** A restorer that notes nothing down where anybody would look for it, and tells nobody. */
    private Restorer restorer(TenantDatabase database, Catalog catalog, HostFiles place) {
        BackupRepository forgotten = BackupRepository.of(new MemoryStorage());
        return new Restorer(database, forgotten, clock, catalog, AfterCommit.NONE, place);
    }

    private static Restorer.KeyCollector told(Consumer<TenantId> beforeCommit) {
        return (writer, plan) -> beforeCommit.accept(writer.tenant());
    }

    private static RestoreRequest asNew(Catalog catalog, String name, OperationContext context) {
        RestoreRequest request =
                RestoreRequest.asNewTenant(name).withoutSafetyBackup().with(context);
        boolean canSleep = catalog.root().flatMap(RootTable::flag).isPresent();
        return canSleep ? request.inactive() : request;
    }

    /** What can't be recognised later must not be left in danger of having to be. */
    private static void requireNames(Catalog catalog) {
        if (catalog.root().flatMap(RootTable::name).isEmpty()) {
            throw new InvalidRequestException(
                    Problem.of("The catalog does not say in which column a tenant's name is, so that a scratch tenant"
                                    + " could not be told from a customer.")
                            .withHint("declare the name column, or drill into a scratch database."));
        }
    }

    /** The tenant's own rows, without what was created of shared tables beside them. */
    private static Map<TableName, Long> rows(Catalog catalog, Map<TableName, TableChanges> changes) {
        Map<TableName, Long> rows = new TreeMap<>();
        changes.forEach((table, change) -> {
            if (catalog.table(table).isOwned()) {
                rows.put(table, change.inserted());
            }
        });
        return rows;
    }
}
