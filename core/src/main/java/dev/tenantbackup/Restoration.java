// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.archive.ArchiveReader;
import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.extract.LiveRows;
import dev.tenantbackup.fence.TenantFence;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.RestoreId;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.RestorePlan;
import dev.tenantbackup.plan.SharedRowPolicy;
import dev.tenantbackup.repository.BackupRepository;
import dev.tenantbackup.repository.NoteName;
import dev.tenantbackup.repository.RestoreRecord;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that makes a tenant's rows equal to other rows, and the look before: restore, clone and undo differ in where
 * the rows come from, and leave the rest to a {@link Restorer}.
 */
final class Restoration {

    private final LiveTenants tenants;
    private final BackupRepository repository;
    private final InstantSource clock;
    private final AfterCommit afterCommit;
    private final HostFiles files;
    private final @Nullable TenantFence fence;

    Restoration(
            LiveTenants tenants,
            BackupRepository repository,
            InstantSource clock,
            AfterCommit afterCommit,
            HostFiles files,
            @Nullable TenantFence fence) {
        this.fence = fence;
        this.tenants = tenants;
        this.repository = repository;
        this.clock = clock;
        this.afterCommit = afterCommit;
        this.files = files;
    }

    Optional<TenantFence> fence() {
        return Optional.ofNullable(fence);
    }

    Restorer restorer(Catalog catalog) {
        return new Restorer(tenants.database(), repository, clock, catalog, afterCommit, files);
    }

    RestorePlan plan(NamedArchive named, RestoreRequest request) {
        try (ArchiveReader archive = named.open()) {
            return plan(RestoreSource.archived(named, archive), request);
        }
    }

    RestorePlan diff(NamedArchive named) {
        try (ArchiveReader archive = named.open()) {
            RestoreSource source = RestoreSource.archived(named, archive);
            return plan(source, RestoreRequest.into(source.origin()));
        }
    }

    private RestorePlan plan(RestoreSource source, RestoreRequest request) {
        return restorer(tenants.completeCatalog()).plan(source, request, false);
    }

    RestoreResult restore(NamedArchive named, RestoreRequest request) {
        try (ArchiveReader archive = named.open()) {
            return apply(RestoreSource.archived(named, archive), request, false);
        }
    }

    RestoreResult undo(RestoreId restore, OperationContext context) {
        RestoreRecord note = require(restore);
        NamedArchive safety = safetyOf(note);
        try (ArchiveReader archive = safety.open()) {
            return apply(RestoreSource.archived(safety, archive), asItWas(note).with(context), true);
        }
    }

    RestorePlan planUndo(RestoreId restore) {
        RestoreRecord note = require(restore);
        NamedArchive safety = safetyOf(note);
        try (ArchiveReader archive = safety.open()) {
            RestoreSource source = RestoreSource.archived(safety, archive);
            return restorer(tenants.completeCatalog()).plan(source, asItWas(note), true);
        }
    }

    private RestoreResult apply(RestoreSource source, RestoreRequest request, boolean exact) {
        Catalog catalog = tenants.completeCatalog();
        FenceWatch watch = FenceWatch.begin(fence, request);
        RestoredTenant done = restorer(catalog).apply(source, request, exact, Restorer.KeyCollector.NONE);
        return watch.judge(done.result(new SecondLook(tenants.database(), catalog).changedSince(done)));
    }

    /** What was here a moment ago referred to the shared rows of here. */
    private static RestoreRequest asItWas(RestoreRecord note) {
        return RestoreRequest.into(note.tenant()).withSharedRows(SharedRowPolicy.BY_KEY);
    }

    private RestoreRecord require(RestoreId restore) {
        Optional<byte[]> note = repository.readNote(NoteName.restore(restore.value()));
        return RestoreRecord.parse(
                note.orElseThrow(() -> new NotFoundException(Problem.of("There is no restore '" + restore + "'.")
                        .withHint("the result of a restore, clone or undo shows its id."))));
    }

    private NamedArchive safetyOf(RestoreRecord note) {
        BackupId safety = note.safety()
                .orElseThrow(() -> new NotFoundException(
                        Problem.of("Restore '" + note.id() + "' was made without a safety backup and can't be undone.")
                                .withTenant(note.tenant())
                                .withHint("restore an earlier backup of the tenant instead.")));
        return NamedArchive.of(repository, safety);
    }

    CloneResult clone(TenantId source, CloneRequest request) {
        Catalog catalog = tenants.completeCatalog();
        ClonedKeys keys = new ClonedKeys();
        FileSupply supply = files.source().map(FileSupply::live).orElse(FileSupply.NONE);
        RestoredTenant done = restorer(catalog)
                .apply(
                        RestoreSource.live(source, catalog, look(catalog, source), supply),
                        request.asRestore(),
                        false,
                        request.returnKeys() ? keys : Restorer.KeyCollector.NONE);
        return new CloneResult(source, done.result(List.of()), keys.byTable());
    }

    private KnownRows look(Catalog catalog, TenantId source) {
        try (TenantReader reader = tenants.database().reader(catalog)) {
            LiveTenants.require(reader, source);
            return KnownRows.of(LiveRows.among(reader, catalog, source));
        }
    }
}
