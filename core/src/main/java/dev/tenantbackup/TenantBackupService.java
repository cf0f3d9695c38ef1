// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.Manifest;
import dev.tenantbackup.archive.ValidationReport;
import dev.tenantbackup.archive.ValidationReport.Level;
import dev.tenantbackup.archive.seal.Recipients;
import dev.tenantbackup.browse.Browsing;
import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.database.TenantInfo;
import dev.tenantbackup.drill.Drills;
import dev.tenantbackup.fence.TenantFence;
import dev.tenantbackup.incident.IncidentProcedure;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.RestoreId;
import dev.tenantbackup.model.TenantBackupException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.Actor;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.RestorePlan;
import dev.tenantbackup.repository.BackupNotes;
import dev.tenantbackup.repository.BackupRepository;
import dev.tenantbackup.repository.ChainHead;
import dev.tenantbackup.repository.ChainReport;
import dev.tenantbackup.repository.Deletion;
import dev.tenantbackup.repository.Listing;
import dev.tenantbackup.repository.Reconciler;
import dev.tenantbackup.retention.Decision;
import dev.tenantbackup.retention.RetentionPolicies;
import dev.tenantbackup.retention.RetentionPolicy;
import dev.tenantbackup.verify.VerifyResult;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    private final LiveTenants tenants;
    private final BackupRepository repository;
    private final InstantSource clock;
    private final TenantExport export;
    private final Restoration restoration;
    private final Validation validation;
    private final Drills drills;

    TenantBackupService(
            LiveTenants tenants,
            BackupRepository repository,
            InstantSource clock,
            AfterCommit afterCommit,
            HostFiles files,
            @Nullable TenantFence fence) {
        this.tenants = tenants;
        this.repository = repository;
        this.clock = clock;
        export = new TenantExport(tenants, repository, clock, files);
        restoration = new Restoration(tenants, repository, clock, afterCommit, files, fence);
        drills = new Drills(new RehearsedSteps(tenants, repository, clock, export, files), repository, clock);
        validation = new Validation(repository, new Rehearsal(tenants::catalog, restoration::restorer), clock);
    }

    /** Begins to put a service together. */
    public static TenantBackupServiceBuilder builder() {
        return new TenantBackupServiceBuilder();
    }

    /** Describes the live schema: whose rows each table holds, and what is not classified. Reads no tenant. */
    public Catalog catalog() {
        return tenants.catalog();
    }

    /** Every tenant, in key order. */
    public List<TenantInfo> tenants() {
        return tenants.all();
    }

    /**
     * The active tenants, in key order.
     *
     * @throws InvalidRequestException if the catalog does not say which tenants are active
     */
    public List<TenantInfo> activeTenants() {
        return tenants.active();
    }

    /** A tenant by its id; throws a {@link NotFoundException} if there is none. */
    public TenantInfo tenant(TenantId tenant) {
        return tenants.require(tenant);
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
        return export.of(tenant, options);
    }

    /**
     * Exports every active tenant, one after the other. A tenant that fails is reported and doesn't stop the others; only
     * a request to cancel does.
     *
     * @throws InvalidRequestException if the catalog does not say which tenants are active
     */
    public BackupAllResult backupAll(ExportOptions options) {
        return export.ofEachActive(options);
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

    /** Copies a backup's archive to a file that must not exist; it appears complete and checked against the record. */
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

    /** Deletes a backup like {@link #delete(BackupId)}; its tombstone says who did it and why. */
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

    /** Deletes what policies say, in somebody's name: what remains of each backup says who did it. */
    public List<Decision> prune(RetentionPolicies policies, Actor actor) {
        return new Pruning(repository, clock, actor).prune(policies);
    }

    /** What a backup's archive says of itself. */
    public Manifest manifest(BackupId backup) {
        return NamedArchive.of(repository, backup).manifest();
    }

    /** What a lone archive file says of itself. */
    public Manifest manifest(Path file) {
        return NamedArchive.of(repository, file).manifest();
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
        return validation.of(backup, level);
    }

    /** Validates a lone archive file as deep as it goes without the database; see {@link #validate(Path, Level)}. */
    public ValidationReport validate(Path file) {
        return validate(file, Level.REFERENCES);
    }

    /** Validates a lone archive file, any level but FILE, which takes a record; see {@link #validate(BackupId, Level)}. */
    public ValidationReport validate(Path file, Level level) {
        return validation.of(file, level);
    }

    /**
     * Validates every backup of the storage or a share of them, newest first, and remembers each result. A backup that
     * can't be examined is reported and does not stop the others; only a request to cancel does.
     */
    public ValidateAllResult validateAll(ValidateAllRequest request) {
        return new ValidationRun(validation, repository, clock, request).run();
    }

    /** Compares the storage with its records, and clears away what belongs to nobody alive. */
    public Reconciler reconciler() {
        return repository.reconciler();
    }

    /** What stops a tenant's writes; empty if the service was built without. */
    public Optional<TenantFence> fence() {
        return restoration.fence();
    }

    /** The guided procedure for when a tenant's rows went wrong. */
    public IncidentProcedure incidents() {
        return new IncidentProcedure(repository, new IncidentRecovery(this), clock);
    }

    /** What is known of the backups beyond their records: validations, holds, tags. */
    public BackupNotes notes() {
        return repository.notes();
    }

    /** Looks into backups without a database. */
    public Browsing browsing() {
        return new Browsing(repository);
    }

    /** Rehearses recoveries: what they take, and whether a backup can be relied on. */
    public Drills drills() {
        return drills;
    }

    /**
     * What a restore would do. Changes nothing.
     *
     * @throws NotFoundException if there is no such backup
     * @throws dev.tenantbackup.model.ArchiveException if it is damaged
     * @throws InvalidRequestException if the request does not fit the backup
     */
    public RestorePlan plan(BackupId backup, RestoreRequest request) {
        return restoration.plan(NamedArchive.of(repository, backup), request);
    }

    /** What a restore of a lone archive file would do. Changes nothing. */
    public RestorePlan plan(Path file, RestoreRequest request) {
        return restoration.plan(NamedArchive.of(repository, file), request);
    }

    /** Compares a backup with its tenant as it is now: what a restore in place would do. */
    public RestorePlan diff(BackupId backup) {
        return restoration.diff(NamedArchive.of(repository, backup));
    }

    /** Compares a lone archive file with its tenant as it is now. */
    public RestorePlan diff(Path file) {
        return restoration.diff(NamedArchive.of(repository, file));
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
        return restoration.restore(NamedArchive.of(repository, backup), request);
    }

    /** Restores a lone archive file; see {@link #restore(BackupId, RestoreRequest)}. */
    public RestoreResult restore(Path file, RestoreRequest request) {
        return restoration.restore(NamedArchive.of(repository, file), request);
    }

    /**
     * Copies a tenant's rows to a new tenant of the same database, by the same steps as a restore, in one transaction and
     * without an archive in between. The source tenant's rows are read, never written.
     *
     * @throws NotFoundException if there is no such tenant
     * @throws dev.tenantbackup.model.ConflictException if dirty rows or unique values stand in the way
     */
    public CloneResult clone(TenantId source, CloneRequest request) {
        return restoration.clone(source, request);
    }

    /**
     * Undoes a restore, clone or undo: makes its tenant equal to what it was right before, without regard to the
     * catalog's restore rules. What was written since is undone as well; like every restore this one takes a safety backup
     * first, and can itself be undone.
     *
     * @throws NotFoundException if there is no such restore, or its safety backup is gone or was declined
     */
    public RestoreResult undo(RestoreId restore, OperationContext context) {
        return restoration.undo(restore, context);
    }

    /** What an undo would do. Changes nothing. */
    public RestorePlan planUndo(RestoreId restore) {
        return restoration.planUndo(restore);
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
        return tenants.verify(tenant, context, clock);
    }
}
