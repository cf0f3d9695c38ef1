// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.archive.ArchiveReader;
import dev.tenantbackup.archive.BackupKind;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.Manifest;
import dev.tenantbackup.archive.ValidationReport;
import dev.tenantbackup.archive.ValidationReport.Level;
import dev.tenantbackup.archive.seal.Recipients;
import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.TableCatalog;
import dev.tenantbackup.database.SupportsExamination;
import dev.tenantbackup.database.TenantDatabase;
import dev.tenantbackup.database.TenantExaminer;
import dev.tenantbackup.database.TenantInfo;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.extract.LiveRows;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.RestoreId;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantBackupException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.Actor;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.RestorePlan;
import dev.tenantbackup.plan.SharedRowPolicy;
import dev.tenantbackup.repository.BackupNotes;
import dev.tenantbackup.repository.BackupRepository;
import dev.tenantbackup.repository.ChainHead;
import dev.tenantbackup.repository.ChainReport;
import dev.tenantbackup.repository.Deletion;
import dev.tenantbackup.repository.Listing;
import dev.tenantbackup.repository.NoteName;
import dev.tenantbackup.repository.Reconciler;
import dev.tenantbackup.repository.RestoreRecord;
import dev.tenantbackup.retention.Decision;
import dev.tenantbackup.retention.RetentionPolicies;
import dev.tenantbackup.retention.RetentionPolicy;
import dev.tenantbackup.verify.OwnershipVerifier;
import dev.tenantbackup.verify.VerifyResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The front door: backs up, restores, clones and compares one tenant of a shared database.
 *
 * <p>Safe for concurrent use. Every operation takes one connection of the lent pool for its duration (an export may take
 * more if they are free), streams rows in bounded memory, and either happens as a whole or leaves nothing behind. Two
 * restores of one tenant exclude each other.
 *
 * <p>Every method throws a {@link TenantBackupException} for what went wrong, with tenant, table, key and hint as fields.
 */
public final class TenantBackupService {

    private final TenantDatabase database;
    private final TableCatalog tableCatalog;
    private final BackupRepository repository;
    private final InstantSource clock;
    private final AfterCommit afterCommit;
    private final HostFiles files;

    TenantBackupService(
            TenantDatabase database,
            TableCatalog tableCatalog,
            BackupRepository repository,
            InstantSource clock,
            AfterCommit afterCommit,
            HostFiles files) {
        this.afterCommit = afterCommit;
        this.files = files;
        this.database = database;
        this.tableCatalog = tableCatalog;
        this.repository = repository;
        this.clock = clock;
    }

    /** Begins to put a service together. */
    public static TenantBackupServiceBuilder builder() {
        return new TenantBackupServiceBuilder();
    }

    /**
     * Describes the live schema: whose rows each table holds, and what is not classified. Reads definitions and a few
     * samples of values, no tenant.
     */
    public Catalog catalog() {
        return tableCatalog.resolve(database.schema(), database.probe());
    }

    private Catalog completeCatalog() {
        Catalog catalog = catalog();
        catalog.requireComplete();
        return catalog;
    }

    /** Every tenant, in key order. */
    public List<TenantInfo> tenants() {
        try (TenantReader reader = database.reader(catalog())) {
            return reader.tenants();
        }
    }

    /**
     * The active tenants, in key order.
     *
     * @throws InvalidRequestException if the catalog does not say which tenants are active
     */
    public List<TenantInfo> activeTenants() {
        try (TenantReader reader = database.reader(catalog())) {
            return reader.activeTenants();
        }
    }

    /**
     * A tenant by its id.
     *
     * @throws NotFoundException if there is no such tenant
     */
    public TenantInfo tenant(TenantId tenant) {
        try (TenantReader reader = database.reader(catalog())) {
            return require(reader, tenant);
        }
    }

    private static TenantInfo require(TenantReader reader, TenantId tenant) {
        return reader.find(tenant)
                .orElseThrow(() -> new NotFoundException(Problem.of("There is no tenant '" + tenant + "'.")
                        .withTenant(tenant)
                        .withHint("list the tenants to see their ids.")));
    }

    /** Exports a tenant with every option at its default. */
    public BackupInfo exportTenant(TenantId tenant) {
        return exportTenant(tenant, ExportOptions.DEFAULTS);
    }

    /**
     * Exports a tenant from one consistent snapshot into one backup. Nothing is visible in the storage until the backup is
     * complete.
     *
     * @throws NotFoundException if there is no such tenant
     * @throws dev.tenantbackup.model.CatalogException if a table is not classified, unless gaps are allowed
     * @throws dev.tenantbackup.model.SourceDataException if a value can't be archived exactly
     */
    public BackupInfo exportTenant(TenantId tenant, ExportOptions options) {
        Instant start = clock.instant();
        Catalog catalog = options.gaps() == ExportOptions.Gaps.REFUSE ? completeCatalog() : catalog();
        requireOwned(catalog, options);
        try (TenantReader reader = database.reader(catalog)) {
            TenantInfo info = require(reader, tenant);
            Exporter exporter = new Exporter(catalog, reader, info, BackupKind.MANUAL, options, files.source());
            BackupRecord backup = exporter.publish(repository);
            return new BackupInfo(
                    backup.id(),
                    repository.location(backup),
                    tenant,
                    backup.rows(),
                    backup.tables(),
                    backup.bytes(),
                    backup.sha256().hex(),
                    ChainHead.of(backup),
                    backup.complete(),
                    exporter.files(),
                    exporter.findings(),
                    Duration.between(start, clock.instant()));
        }
    }

    private static void requireOwned(Catalog catalog, ExportOptions options) {
        for (TableName table : options.excludedTables()) {
            if (catalog.find(table).filter(found -> found.isOwned()).isEmpty()) {
                throw new InvalidRequestException(
                        Problem.of("There is no table '" + table + "' of tenants' rows to exclude.")
                                .withTable(table)
                                .withHint("inspect lists the tables that hold tenants' rows."));
            }
        }
    }

    /**
     * Exports every active tenant, one after the other. A tenant that fails is reported and doesn't stop the others; only
     * a request to cancel does.
     *
     * @throws InvalidRequestException if the catalog does not say which tenants are active
     */
    public BackupAllResult backupAll(ExportOptions options) {
        List<BackupInfo> succeeded = new ArrayList<>();
        Map<TenantId, TenantBackupException> failed = new TreeMap<>(Comparator.comparing(TenantId::value));
        for (TenantInfo tenant : activeTenants()) {
            options.context().cancellation().throwIfRequested();
            try {
                succeeded.add(exportTenant(tenant.id(), options));
            } catch (TenantBackupException failure) {
                failed.put(tenant.id(), failure);
            }
        }
        return new BackupAllResult(succeeded, failed);
    }

    /** All backups, newest first. Reads records only; records that can't be read are listed apart. */
    public Listing list() {
        return repository.list();
    }

    /** A tenant's backups, newest first. */
    public Listing list(TenantId tenant) {
        return repository.list(tenant);
    }

    /** A backup's record, if there is such a backup. */
    public Optional<BackupRecord> find(BackupId backup) {
        return repository.find(backup);
    }

    /**
     * Makes a backup of a lone archive file, after validating it completely.
     *
     * @throws dev.tenantbackup.model.ArchiveException if it is not sound
     * @throws dev.tenantbackup.model.ConflictException if a backup of its id exists
     */
    public BackupRecord add(Path file) {
        return repository.add(file);
    }

    /**
     * Copies a backup's archive out.
     *
     * @param file must not exist; appears when it is complete and checked against the record
     */
    public void copyTo(BackupId backup, Path file) {
        repository.copyTo(backup, file);
    }

    /**
     * Encrypts a backup for these recipients and nobody else any longer; what it holds does not change. See
     * {@link BackupRepository#rekey}.
     *
     * @throws NotFoundException if there is no such backup
     * @throws dev.tenantbackup.model.MissingKeyException if it is encrypted, and nothing is there to decrypt it
     * @throws dev.tenantbackup.model.WrongKeyException if it is encrypted, and none of the identities fits
     * @throws dev.tenantbackup.model.ArchiveException if it is damaged; it stays as it is
     */
    public BackupRecord rekey(BackupId backup, Recipients recipients) {
        return repository.rekey(backup, recipients);
    }

    /**
     * Deletes a backup and the notes on it: the record first, so that no backup is ever left without its archive.
     *
     * @throws NotFoundException if there is no such backup
     * @throws dev.tenantbackup.model.ConflictException if it is being made, or held
     */
    public void delete(BackupId backup) {
        delete(backup, Deletion.UNEXPLAINED);
    }

    /**
     * Deletes a backup like {@link #delete(BackupId)}; its tombstone says who did it and why.
     *
     * @throws NotFoundException if there is no such backup
     */
    public void delete(BackupId backup, Deletion why) {
        repository.delete(backup, why);
    }

    /** Examines a tenant's chain of backups; see {@link BackupRepository#checkChain(TenantId)}. */
    public ChainReport checkChain(TenantId tenant) {
        return repository.checkChain(tenant);
    }

    /** Examines a tenant's chain of backups; see {@link BackupRepository#checkChain(TenantId, ChainHead)}. */
    public ChainReport checkChain(TenantId tenant, ChainHead known) {
        return repository.checkChain(tenant, known);
    }

    /** What a policy would keep and prune; see {@link #planPrune(RetentionPolicies)}. */
    public List<Decision> planPrune(RetentionPolicy policy) {
        return planPrune(RetentionPolicies.of(policy));
    }

    /**
     * What policies would keep and prune, newest first, each with its reasons: see {@link
     * dev.tenantbackup.retention.Retention#decide}. Backups whose records can't be read are not among them, and stay.
     * Deletes nothing.
     */
    public List<Decision> planPrune(RetentionPolicies policies) {
        return new Pruning(repository, clock, Actor.UNKNOWN).plan(policies);
    }

    /** Deletes what a policy says; see {@link #prune(RetentionPolicies)}. */
    public List<Decision> prune(RetentionPolicy policy) {
        return prune(RetentionPolicies.of(policy));
    }

    /**
     * Deletes what policies say, oldest first, and tells what was kept and pruned and why. A backup that somebody holds or
     * changes meanwhile stays. If it fails half-way, the backups deleted until then are gone as wholes and all others
     * are untouched; pruning again goes on.
     */
    public List<Decision> prune(RetentionPolicies policies) {
        return prune(policies, Actor.UNKNOWN);
    }

    /**
     * Deletes what policies say; see {@link #prune(RetentionPolicies)}.
     *
     * @param actor who does: named in what remains of each backup
     */
    public List<Decision> prune(RetentionPolicies policies, Actor actor) {
        return new Pruning(repository, clock, actor).prune(policies);
    }

    /** What a backup's archive says of itself. */
    public Manifest manifest(BackupId backup) {
        try (ArchiveReader archive = repository.open(backup)) {
            return archive.manifest();
        }
    }

    /** What a lone archive file says of itself. */
    public Manifest manifest(Path file) {
        try (ArchiveReader archive = repository.openFile(file)) {
            return archive.manifest();
        }
    }

    /** Validates a backup as deep as it goes without the database; see {@link #validate(BackupId, Level)}. */
    public ValidationReport validate(BackupId backup) {
        return validate(backup, Level.REFERENCES);
    }

    /**
     * Validates a backup and remembers the result beside it. Everything that is wrong is in the report, also that the
     * archive is gone.
     *
     * @param level how deep: only RESTORABLE asks the database, and takes the rights of a restore; it looks at a
     *     restore in place, and changes nothing
     * @throws NotFoundException if there is no such backup
     */
    public ValidationReport validate(BackupId backup, Level level) {
        return validation().of(backup, level);
    }

    /** Validates a lone archive file as deep as it goes without the database; see {@link #validate(Path, Level)}. */
    public ValidationReport validate(Path file) {
        return validate(file, Level.REFERENCES);
    }

    /**
     * Validates a lone archive file; see {@link #validate(BackupId, Level)}.
     *
     * @throws InvalidRequestException if the level is FILE, which takes a record
     */
    public ValidationReport validate(Path file, Level level) {
        return validation().of(file, level);
    }

    /**
     * Validates every backup of the storage or a share of them, newest first, and remembers each result. A backup that
     * can't be examined is reported and does not stop the others; only a request to cancel does.
     */
    public ValidateAllResult validateAll(ValidateAllRequest request) {
        return new ValidationRun(validation(), repository, clock, request).run();
    }

    /** Compares the storage with its records, and clears away what belongs to nobody alive. */
    public Reconciler reconciler() {
        return repository.reconciler();
    }

    /** What is known of the backups beyond their records: validations, holds, tags. */
    public BackupNotes notes() {
        return repository.notes();
    }

    private Validation validation() {
        return new Validation(repository, new Rehearsal(this::catalog, this::restorer), clock);
    }

    /**
     * What a restore would do. Changes nothing.
     *
     * @throws NotFoundException if there is no such backup
     * @throws dev.tenantbackup.model.ArchiveException if it is damaged
     * @throws InvalidRequestException if the request does not fit the backup
     */
    public RestorePlan plan(BackupId backup, RestoreRequest request) {
        try (ArchiveReader archive = repository.open(backup)) {
            return plan(backup.value(), archive, request);
        }
    }

    /** What a restore of a lone archive file would do. Changes nothing. */
    public RestorePlan plan(Path file, RestoreRequest request) {
        try (ArchiveReader archive = repository.openFile(file)) {
            return plan(file.toString(), archive, request);
        }
    }

    private RestorePlan plan(String name, ArchiveReader archive, RestoreRequest request) {
        return restorer(completeCatalog()).plan(RestoreSource.archived(name, archive), request, false);
    }

    /** Compares a backup with its tenant as it is now: what a restore in place would do. */
    public RestorePlan diff(BackupId backup) {
        try (ArchiveReader archive = repository.open(backup)) {
            return plan(
                    backup.value(),
                    archive,
                    RestoreRequest.into(archive.manifest().tenant()));
        }
    }

    /** Compares a lone archive file with its tenant as it is now. */
    public RestorePlan diff(Path file) {
        try (ArchiveReader archive = repository.openFile(file)) {
            return plan(
                    file.toString(),
                    archive,
                    RestoreRequest.into(archive.manifest().tenant()));
        }
    }

    /**
     * Restores a backup in one transaction: compares, stages what differs, takes a safety backup of the target, applies,
     * proves that the database now holds what the backup says, commits. If anything but an {@code
     * OutcomeUnknownException} is thrown, the target is as it was; the safety backup may remain.
     *
     * @throws NotFoundException if there is no such backup
     * @throws dev.tenantbackup.model.ArchiveException if it is damaged
     * @throws dev.tenantbackup.model.ConflictException if something stands in the way; {@link #plan} lists it
     * @throws dev.tenantbackup.model.VerificationException if the proof failed
     * @throws dev.tenantbackup.model.OutcomeUnknownException if the commit failed, as when the connection is lost, and
     *     it could not be looked up what became of it; or if the look after the commit failed, which the message says
     */
    public RestoreResult restore(BackupId backup, RestoreRequest request) {
        try (ArchiveReader archive = repository.open(backup)) {
            return restore(backup.value(), archive, request);
        }
    }

    /** Restores a lone archive file; see {@link #restore(BackupId, RestoreRequest)}. */
    public RestoreResult restore(Path file, RestoreRequest request) {
        try (ArchiveReader archive = repository.openFile(file)) {
            return restore(file.toString(), archive, request);
        }
    }

    private RestoreResult restore(String name, ArchiveReader archive, RestoreRequest request) {
        Catalog catalog = completeCatalog();
        RestoreSource source = RestoreSource.archived(name, archive);
        Restorer.Done done = restorer(catalog).apply(source, request, false, Restorer.KeyCollector.NONE);
        return done.result(new SecondLook(database, catalog).changedSince(done));
    }

    /**
     * Copies a tenant's rows to a new tenant of the same database, by the same steps as a restore, in one transaction and
     * without an archive in between. The source tenant's rows are read, never written.
     *
     * @throws NotFoundException if there is no such tenant
     * @throws dev.tenantbackup.model.ConflictException if dirty rows or unique values stand in the way
     */
    public CloneResult clone(TenantId source, CloneRequest request) {
        Catalog catalog = completeCatalog();
        ClonedKeys keys = new ClonedKeys();
        Restorer.Done done = restorer(catalog)
                .apply(
                        RestoreSource.live(
                                source,
                                catalog,
                                look(catalog, source),
                                files.source().map(FileSupply::live).orElse(FileSupply.NONE)),
                        request.asRestore(),
                        false,
                        request.returnKeys() ? keys : Restorer.KeyCollector.NONE);
        return new CloneResult(source, done.result(List.of()), keys.byTable());
    }

    private KnownRows look(Catalog catalog, TenantId source) {
        try (TenantReader reader = database.reader(catalog)) {
            require(reader, source);
            return KnownRows.of(new LiveRows(reader, catalog, source));
        }
    }

    /**
     * Undoes a restore, clone or undo: makes its tenant equal to what it was right before, without regard to the
     * catalog's restore rules. What was written since is undone as well; like every restore this one takes a safety backup
     * first, and can itself be undone.
     *
     * @throws NotFoundException if there is no such restore, or its safety backup is gone or was declined
     */
    public RestoreResult undo(RestoreId restore, OperationContext context) {
        RestoreRecord note = require(restore);
        try (ArchiveReader archive = repository.open(safetyOf(note))) {
            Catalog catalog = completeCatalog();
            RestoreSource source =
                    RestoreSource.archived(archive.manifest().backup().value(), archive);
            Restorer.Done done =
                    restorer(catalog).apply(source, asItWas(note).with(context), true, Restorer.KeyCollector.NONE);
            return done.result(new SecondLook(database, catalog).changedSince(done));
        }
    }

    /** What an undo would do. Changes nothing. */
    public RestorePlan planUndo(RestoreId restore) {
        RestoreRecord note = require(restore);
        try (ArchiveReader archive = repository.open(safetyOf(note))) {
            RestoreSource source =
                    RestoreSource.archived(archive.manifest().backup().value(), archive);
            return restorer(completeCatalog()).plan(source, asItWas(note), true);
        }
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

    private static BackupId safetyOf(RestoreRecord note) {
        return note.safety()
                .orElseThrow(() -> new NotFoundException(
                        Problem.of("Restore '" + note.id() + "' was made without a safety backup and can't be undone.")
                                .withTenant(note.tenant())
                                .withHint("restore an earlier backup of the tenant instead.")));
    }

    /** Verifies a tenant; see {@link #verify(TenantId, OperationContext)}. */
    public VerifyResult verify(TenantId tenant) {
        return verify(tenant, OperationContext.NONE);
    }

    /**
     * Checks by another road whether the rows that an export takes are the tenant's, all of them and no others: by what
     * tenant columns name, and by where each single reference leads. Reads every row of the tenant once and looks at
     * references and documents of all tenants. Needs the right to create temporary tables; changes nothing.
     *
     * @return what was found; a problem is no exception
     * @throws NotFoundException if there is no such tenant
     * @throws dev.tenantbackup.model.CatalogException if a table is not classified
     * @throws InvalidRequestException if the database can't be examined
     */
    public VerifyResult verify(TenantId tenant, OperationContext context) {
        if (!(database instanceof SupportsExamination examinable)) {
            throw new InvalidRequestException(Problem.of("This database can't be verified.")
                    .withTenant(tenant)
                    .withHint("an implementation of SupportsExamination can be."));
        }
        Catalog catalog = completeCatalog();
        try (TenantExaminer examiner = examinable.examiner(catalog, tenant)) {
            require(examiner.reader(), tenant);
            return new OwnershipVerifier(catalog, examiner, tenant, context).verify(clock);
        }
    }

    private Restorer restorer(Catalog catalog) {
        return new Restorer(database, repository, clock, catalog, afterCommit, files);
    }
}
