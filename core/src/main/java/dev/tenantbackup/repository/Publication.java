// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.ArchiveFile;
import dev.tenantbackup.archive.ArchiveOptions;
import dev.tenantbackup.archive.ArchiveWriter;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.Digest;
import dev.tenantbackup.archive.Manifest;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.ObjectExistsException;
import dev.tenantbackup.storage.ObjectKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one backup: reservation, archive, record, in this order; the record is the commit point. */
final class Publication {

    private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

    private final BackupStorage storage;
    private final Records records;
    private final Reservations reservations;
    private final ArchiveOptions options;
    private final Sealing sealing;
    private final Signing signing;

    /** What this attempt may have stored, whatever the storage said of it; the latest first. */
    private final Deque<ObjectKey> attempted = new ArrayDeque<>();

    /** To publish once. */
    Publication(
            BackupStorage storage,
            Records records,
            Reservations reservations,
            ArchiveOptions options,
            Sealing sealing,
            Signing signing) {
        this.sealing = sealing;
        this.signing = signing;
        this.storage = storage;
        this.records = records;
        this.reservations = reservations;
        this.options = options;
    }

    BackupRecord publish(TenantId tenant, Instant startedAt, ArchiveContent content) {
        signing.requireAccepted("make a backup of tenant '" + tenant + "'");
        Reservation reservation = reserve(tenant, startedAt);
        BackupId id = reservation.backup();
        boolean published = false;
        try {
            Written written = writeArchive(reservation, tenant, startedAt, content);
            BackupRecord.Link previous = records.predecessor(id, tenant).orElse(null);
            BackupRecord backup =
                    signing.sign(BackupRecord.of(written.manifest, written.manifestSha256, written.file, previous));
            requireArchiveStillThere(reservation, written.file);
            byte[] json = backup.toBytes();
            create(BackupNames.backupRecord(id), id, ContentWriter.of(json), () -> Digest.of(json));
            published = true;
            return backup;
        } finally {
            if (published) {
                reservation.giveUp();
            } else {
                withdraw(reservation);
            }
        }
    }

    private Reservation reserve(TenantId tenant, Instant startedAt) {
        for (int number = 1; ; number++) {
            BackupId id = BackupNames.id(tenant, startedAt, number);
            Reservation reservation = reservations.take(id).orElse(null);
            if (reservation == null) {
                continue;
            }
            // Only now: whoever had the id before gave up its reservation after its record was there to be seen.
            if (storage.find(BackupNames.backupRecord(id)).isEmpty()
                    && storage.find(BackupNames.tombstone(id)).isEmpty()
                    && storage.find(BackupNames.plainArchive(id)).isEmpty()
                    && storage.find(BackupNames.encryptedArchive(id, 1)).isEmpty()) {
                return reservation;
            }
            reservation.release();
        }
    }

    private Written writeArchive(Reservation reservation, TenantId tenant, Instant startedAt, ArchiveContent content) {
        BackupId id = reservation.backup();
        String name = sealing.nameFor(id);
        AtomicReference<Written> written = new AtomicReference<>();
        create(
                ObjectKey.of(name),
                id,
                out -> {
                    ArchiveOutput file = ArchiveOutput.to(reservation.renewedBy(out), name, sealing.recipients());
                    try (ArchiveWriter writer = new ArchiveWriter(file.stream(), options)) {
                        Manifest manifest = content.write(id, startedAt, writer);
                        if (!manifest.backup().equals(id)
                                || !manifest.tenant().equals(tenant)
                                || !manifest.exportedAt().equals(startedAt)) {
                            throw new IllegalArgumentException(
                                    "the manifest of backup " + id + " names another backup, tenant or time");
                        }
                        Digest manifestSha256 = writer.finish(manifest);
                        written.set(new Written(manifest, manifestSha256, file.finish()));
                    }
                    // If the id is lost, nothing of the archive appears.
                    reservation.requireHeld();
                },
                () -> written.get() == null ? null : written.get().file.sha256());
        return Objects.requireNonNull(written.get(), "the storage returned without asking for the content");
    }

    /**
     * Stores an object, and remembers it for the case that it has to go again, unless it is somebody else's. Where an
     * answer was lost and the request sent again, what is there already is this very object.
     */
    private void create(ObjectKey key, BackupId id, ContentWriter content, Supplier<@Nullable Digest> written) {
        attempted.addFirst(key);
        try {
            storage.create(key, content);
        } catch (ObjectExistsException e) {
            if (Objects.equals(written.get(), stored(key))) {
                return;
            }
            attempted.remove(key);
            throw new ConflictException(
                    Problem.of("Cannot store '" + key + "' of backup " + id + ", whose id is reserved here: "
                                    + "somebody else has stored an object of that name.")
                            .withBackup(id.value())
                            .withHint("see who else writes into this storage, then make the backup again."),
                    e);
        }
    }

    /** The digest of what lies under a key. */
    private Digest stored(ObjectKey key) {
        try (InputStream in = storage.open(key)) {
            DigestingOutput bytes = new DigestingOutput(OutputStream.nullOutputStream());
            in.transferTo(bytes);
            return bytes.sha256();
        } catch (IOException e) {
            throw SmallObjects.failure(key, e);
        }
    }

    /** The last look before the record: nobody else holds the id, nor did and took the archive away. */
    private void requireArchiveStillThere(Reservation reservation, ArchiveFile file) {
        if (reservation.requireHeld() == Reservation.Standing.REGAINED
                && storage.find(ObjectKey.of(file.name()))
                        .filter(stored -> stored.bytes() == file.bytes())
                        .isEmpty()) {
            throw new ConflictException(Problem.of("The archive of backup " + reservation.backup()
                            + " was removed by somebody else before its record was written.")
                    .withBackup(reservation.backup().value())
                    .withHint("make the backup again."));
        }
    }

    /**
     * Removes what an unsuccessful attempt has stored, the record before the archive: it may be there although
     * storing it was reported as failed. What can't be removed stays reserved, and so is not mistaken for anything
     * else. Whoever has taken over the id decides about what lies under it.
     */
    private void withdraw(Reservation reservation) {
        BackupId id = reservation.backup();
        ObjectKey recordKey = BackupNames.backupRecord(id);
        try {
            if (reservation.standing() == Reservation.Standing.LOST) {
                LOG.warn("The id of the failed backup {} is somebody else's now, with what lies under it.", id);
                return;
            }
            if (attempted.contains(recordKey) || storage.find(recordKey).isEmpty()) {
                attempted.forEach(storage::delete);
            }
            reservation.release();
        } catch (StorageException e) {
            LOG.warn("Remains of the failed backup {} stay in the storage.", id, e);
        }
    }

    private record Written(Manifest manifest, Digest manifestSha256, ArchiveFile file) {}
}
