// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.ArchiveOptions;
import dev.tenantbackup.archive.ArchiveReader;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.ValidationReport;
import dev.tenantbackup.archive.seal.Identities;
import dev.tenantbackup.archive.seal.Recipients;
import dev.tenantbackup.archive.seal.SignaturePolicy;
import dev.tenantbackup.archive.seal.SigningKey;
import dev.tenantbackup.archive.seal.VerifyingKey;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.MissingKeyException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.model.WrongKeyException;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ContentWriter;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The backups in one storage.
 *
 * <p>A backup is an archive with a record beside it. The record is written last and deleted first, so that a backup
 * is there whole or not at all, also when a process dies half-way: what can remain is an archive without a record,
 * which is no backup and shows up in {@link #strays()}.
 *
 * <p>Safe for concurrent use, by several processes too, as far as the storage is. Not a cache: every call asks the
 * storage.
 */
public final class BackupRepository {

    private final BackupStorage storage;
    private final ArchiveOptions options;
    private final SignaturePolicy policy;
    private final Sealing sealing;
    private final Path spoolDirectory;
    private final InstantSource clock;
    private final Records records;
    private final Reservations reservations;
    private final StoredArchives archives;
    private final SmallObjects objects;

    private BackupRepository(
            BackupStorage storage,
            ArchiveOptions options,
            SignaturePolicy policy,
            Sealing sealing,
            Path spoolDirectory,
            InstantSource clock) {
        this.storage = Objects.requireNonNull(storage, "storage");
        this.options = Objects.requireNonNull(options, "options");
        this.policy = Objects.requireNonNull(policy, "policy");
        this.sealing = Objects.requireNonNull(sealing, "sealing");
        this.spoolDirectory = Objects.requireNonNull(spoolDirectory, "spoolDirectory");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.records = new Records(storage, policy);
        this.reservations = new Reservations(storage, clock);
        this.archives = new StoredArchives(storage, spoolDirectory);
        this.objects = new SmallObjects(storage);
    }

    /** The backups of a storage, with default limits, the system's clock, and its directory for temporary files. */
    public static BackupRepository of(BackupStorage storage) {
        return new BackupRepository(
                storage,
                ArchiveOptions.DEFAULTS,
                SignaturePolicy.OPTIONAL,
                Sealing.NONE,
                Path.of(System.getProperty("java.io.tmpdir")),
                InstantSource.system());
    }

    /** How archives are written, and what is believed when they are read. */
    public BackupRepository withOptions(ArchiveOptions value) {
        return new BackupRepository(storage, value, policy, sealing, spoolDirectory, clock);
    }

    /** Where archives of a storage that is not local are copied to while they are read. Needs room for the largest. */
    public BackupRepository withSpoolDirectory(Path value) {
        return new BackupRepository(storage, options, policy, sealing, value, clock);
    }

    public BackupRepository withClock(InstantSource value) {
        return new BackupRepository(storage, options, policy, sealing, spoolDirectory, value);
    }

    /** Signs what is stored from now on: manifests, records and tombstones. Replaces an earlier key. */
    public BackupRepository withSigningKey(SigningKey value) {
        return withOptions(options.withSigningKey(value));
    }

    /**
     * Believes only what one of these keys has signed, in place of an earlier such policy. Other backups are listed as
     * unreadable, and can be neither opened, validated, adopted nor restored, lone archive files included. What this
     * repository stores itself must then be signed by one of these keys, too.
     *
     * @throws IllegalArgumentException if no key is given
     */
    public BackupRepository requireSignatureFrom(VerifyingKey... keys) {
        return new BackupRepository(
                storage, options, SignaturePolicy.requireFrom(List.of(keys)), sealing, spoolDirectory, clock);
    }

    /** Encrypts what is stored from now on, in place of earlier recipients. Takes no private key. */
    public BackupRepository withEncryption(Recipients recipients) {
        return with(sealing.withRecipients(recipients));
    }

    /**
     * Decrypts what is read with these, in place of earlier ones. Without them everything that takes records only
     * works: listing, pruning, deleting, and comparing a backup's whole file with its record.
     */
    public BackupRepository withIdentities(Identities identities) {
        return with(sealing.withIdentities(identities));
    }

    private BackupRepository with(Sealing value) {
        return new BackupRepository(storage, options, policy, value, spoolDirectory, clock);
    }

    private Examination examination() {
        return new Examination(archives, sealing, options.limits(), policy);
    }

    private Signing signing() {
        return new Signing(options.signingKey(), policy);
    }

    /**
     * Makes a backup: reserves an id, streams the archive into the storage, then writes the record. If anything is
     * thrown, there is no backup; what was stored until then is removed as far as the storage lets us.
     *
     * @param content produces the archive; called once, on this thread
     * @throws StorageException if the storage fails; what {@code content} throws comes out as it is, unless it is an
     *     {@code IOException}, which becomes a {@code StorageException}
     */
    public BackupRecord publish(TenantId tenant, ArchiveContent content) {
        return new Publication(storage, records, reservations, options, sealing, signing())
                .publish(tenant, clock.instant(), content);
    }

    /** All backups, newest first. Reads every record, and no archive. */
    public Listing list() {
        return records.all();
    }

    /** A tenant's backups, newest first. Reads the tenant's records, and no archive. */
    public Listing list(TenantId tenant) {
        return records.of(tenant);
    }

    /**
     * A backup's record; empty if there is no such backup.
     *
     * @throws ArchiveException if the record is damaged or of a newer format
     */
    public Optional<BackupRecord> find(BackupId backup) {
        return BackupNames.isRegular(backup) ? records.find(backup) : Optional.empty();
    }

    /**
     * A backup's record.
     *
     * @throws NotFoundException if there is no such backup
     * @throws ArchiveException if the record is damaged or of a newer format
     */
    public BackupRecord require(BackupId backup) {
        return find(backup)
                .orElseThrow(() -> new NotFoundException(Problem.of("There is no backup " + backup + ".")
                        .withBackup(backup.value())
                        .withHint("list the backups to see their ids.")));
    }

    /** Where a backup's archive lies, for people: a path or an address. */
    public String location(BackupRecord backup) {
        return storage.location(BackupNames.archive(backup));
    }

    /**
     * Opens a backup's archive. Its whole bytes are compared with the record first: they are read once from where
     * they lie if that is a local file, else copied into a spool file that disappears with the reader. What is encrypted
     * stays so on disk, and is decrypted in memory. The caller closes the reader.
     *
     * @throws NotFoundException if there is no such backup
     * @throws ArchiveException if its bytes are not the recorded ones, or no sound archive
     * @throws MissingKeyException if it is encrypted, and nothing is there to decrypt it
     * @throws WrongKeyException if it is encrypted, and none of the identities fits
     */
    public ArchiveReader open(BackupId backup) {
        return onCurrent(backup, this::open);
    }

    private ArchiveReader open(BackupRecord found) {
        ArchiveReader reader = read(found);
        Problem difference =
                found.difference(reader.manifest(), reader.manifestSha256()).orElse(null);
        if (difference != null) {
            reader.close();
            throw new ArchiveException(difference);
        }
        return reader;
    }

    private ArchiveReader read(BackupRecord found) {
        try {
            SeekableByteChannel content = sealing.content(archives.openRecorded(found), found);
            return ArchiveReader.open(content, found.id().value(), options.limits(), policy);
        } catch (ArchiveException e) {
            throw new ArchiveException(e.problem().withTenant(found.tenant()), e);
        }
    }

    /** Does what takes a backup's record and its archive, once more if the archive was encrypted anew in between. */
    private <T> T onCurrent(BackupId backup, Function<BackupRecord, T> work) {
        BackupRecord found = require(backup);
        try {
            return work.apply(found);
        } catch (ArchiveException e) {
            BackupRecord now = require(backup);
            if (now.file().equals(found.file())) {
                throw e;
            }
            return work.apply(now);
        }
    }

    /**
     * Opens a lone archive file, which need not be in the storage. Its rows are checked against its own manifest
     * only. The caller closes the reader.
     *
     * @throws NotFoundException if there is no such file
     * @throws ArchiveException if it is no sound archive
     */
    public ArchiveReader openFile(Path file) {
        return ArchiveReader.open(sealing.open(file), file.toString(), options.limits(), policy);
    }

    /**
     * Examines a backup: its whole bytes against the record, then the archive down to a level. Everything that is
     * wrong is in the report. No database is asked, so the deepest level reached is REFERENCES. If it is encrypted and
     * can't be decrypted here, FILE is reached, and the report says so.
     *
     * @throws NotFoundException if there is no such backup
     */
    public ValidationReport validate(BackupId backup, ValidationReport.Level level) {
        try {
            return onCurrent(backup, found -> examination().stored(found, level));
        } catch (ArchiveException refused) {
            return new ValidationReport(null, List.of(refused.problem()), List.of());
        }
    }

    /**
     * Examines a lone archive file; without a record, its bytes are held against its own manifest only.
     *
     * @throws NotFoundException if there is no such file
     * @throws InvalidRequestException if the level is FILE, which takes a record
     */
    public ValidationReport validateFile(Path file, ValidationReport.Level level) {
        return examination().lone(file, level);
    }

    /**
     * Makes a backup of a lone archive, under the id that its manifest names: validates it completely, copies it into
     * the storage, writes a record. An archive without a record that lies in the storage already is adopted in place.
     *
     * @throws ArchiveException if it is not sound
     * @throws dev.tenantbackup.model.ConflictException if a backup of that id exists, or is being made
     */
    public BackupRecord add(Path file) {
        return new Adoption(storage, records, reservations, options.limits(), sealing, signing()).adopt(file);
    }

    /**
     * Copies a backup's archive out. The file appears when it is complete and equal to its record.
     *
     * @param file must not exist
     * @throws NotFoundException if there is no such backup
     * @throws ArchiveException if its bytes are not the recorded ones; nothing is left
     * @throws InvalidRequestException if the file exists
     */
    public BackupRecord copyTo(BackupId backup, Path file) {
        return onCurrent(backup, found -> {
            archives.copyTo(found, file);
            return found;
        });
    }

    /**
     * Encrypts a backup for these recipients and nobody else any longer, also one that was not encrypted. What it holds
     * does not change, nor does the tenant's chain of records. The new archive is written beside the old one, read back,
     * and then takes its place at once: whatever fails, there is a sound backup; an archive that is left over shows up in
     * {@link #strays()}, and encrypting anew once more removes it. Whoever had access to the old file may have kept a
     * copy.
     *
     * @return the record as it is now
     * @throws NotFoundException if there is no such backup
     * @throws MissingKeyException if it is encrypted, and nothing is there to decrypt it
     * @throws WrongKeyException if it is encrypted, and none of the identities fits
     * @throws ArchiveException if its bytes are not the recorded ones, or no sound archive; it stays as it is
     * @throws dev.tenantbackup.model.ConflictException if it is being made or changed
     */
    public BackupRecord rekey(BackupId backup, Recipients recipients) {
        return new Rekeying(storage, records, reservations, archives, sealing, options.limits(), policy)
                .rekey(require(backup).id(), recipients);
    }

    /**
     * Deletes a backup without saying who does it and why; see {@link #delete(BackupId, Deletion)}.
     *
     * @throws NotFoundException if nothing is there under that id
     * @throws dev.tenantbackup.model.ConflictException if it is being made, or held
     */
    public void delete(BackupId backup) {
        delete(backup, Deletion.UNEXPLAINED);
    }

    /**
     * Deletes a backup and leaves a tombstone: the record first, then the archive and the notes. The record is what makes it a backup, so
     * that an interrupted delete leaves an archive without a record, which can be deleted again or adopted, and never
     * a backup whose archive is gone. Also deletes what an interrupted export left under the id.
     *
     * @throws NotFoundException if nothing is there under that id
     * @throws dev.tenantbackup.model.ConflictException if it is being made, or held
     */
    public void delete(BackupId backup, Deletion why) {
        new Removal(storage, records, reservations, notes(), signing()).remove(backup, why, clock.instant());
    }

    /**
     * Examines a tenant's chain: whether every backup that a later one names is there with the same content, or was
     * deleted by this library. Reads the tenant's records and tombstones, and no archive. That the newest backups are gone
     * is seen only by {@link #checkChain(TenantId, ChainHead)}.
     */
    public ChainReport checkChain(TenantId tenant) {
        return examination(tenant).run(null);
    }

    /**
     * Examines a tenant's chain, and whether the newest backup that is remembered is still there.
     *
     * @param known what an export's result or an earlier report gave as the head, kept outside this storage
     */
    public ChainReport checkChain(TenantId tenant, ChainHead known) {
        return examination(tenant).run(known);
    }

    private ChainExamination examination(TenantId tenant) {
        TenantChain chain = TenantChain.read(records, new Tombstones(storage, records, signing()), tenant);
        return new ChainExamination(tenant, chain, clock.instant());
    }

    /** Everything in the storage that goes by a backup's name and belongs to no backup as it should. Reads all records. */
    public List<Stray> strays() {
        return new Inventory(storage, records, reservations).strays();
    }

    /** Compares storage and records, and clears away what belongs to nobody alive. */
    public Reconciler reconciler() {
        return new Reconciler(storage, records, reservations, examination(), notes(), clock);
    }

    /** Stores a note, replacing an earlier one of that name. */
    public void saveNote(NoteName note, byte[] json) {
        storage.replace(note.key(), ContentWriter.of(json));
    }

    /** A note's bytes; empty if there is none. */
    public Optional<byte[]> readNote(NoteName note) {
        return objects.read(note.key());
    }

    /** What is known of the backups beyond their records: validations, holds, tags. */
    public BackupNotes notes() {
        return new BackupNotes(storage, clock);
    }

    /** The names of the records of all restores, in the order of their ids. */
    public List<NoteName> restoreNotes() {
        return storage.list(NoteName.restorePrefix()).stream()
                .map(object -> object.key().value())
                .filter(NoteName::isRestore)
                .map(NoteName::new)
                .toList();
    }
}
