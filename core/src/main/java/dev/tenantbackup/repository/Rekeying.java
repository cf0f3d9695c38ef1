// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.ArchiveFile;
import dev.tenantbackup.archive.ArchiveLimits;
import dev.tenantbackup.archive.ArchiveVerifier;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.ValidationReport;
import dev.tenantbackup.archive.seal.Identities;
import dev.tenantbackup.archive.seal.Recipients;
import dev.tenantbackup.archive.seal.SignaturePolicy;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.ObjectKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encrypts a backup anew: a new archive file beside the old one, then the record that names it, then the old file goes.
 * What the archive holds passes through memory only, and stays the same to the byte.
 */
final class Rekeying {

    private static final Logger LOG = LoggerFactory.getLogger(Rekeying.class);

    private static final int BUFFER_BYTES = 1 << 16;

    private final BackupStorage storage;
    private final Records records;
    private final StoredArchives archives;
    private final Reservations reservations;
    private final Sealing sealing;
    private final ArchiveLimits limits;
    private final SignaturePolicy policy;

    Rekeying(
            BackupStorage storage,
            Records records,
            Reservations reservations,
            StoredArchives archives,
            Sealing sealing,
            ArchiveLimits limits,
            SignaturePolicy policy) {
        this.storage = storage;
        this.records = records;
        this.archives = archives;
        this.reservations = reservations;
        this.sealing = sealing;
        this.limits = limits;
        this.policy = policy;
    }

    BackupRecord rekey(BackupId backup, Recipients recipients) {
        require(backup);
        Reservation reservation = reservations.require(backup);
        try {
            BackupRecord before = require(backup);
            BackupRecord after = replaced(before, written(before, recipients, reservation), reservation);
            removeOthers(after);
            return after;
        } finally {
            reservation.giveUp();
        }
    }

    private BackupRecord require(BackupId backup) {
        return records.find(backup).orElseThrow(() -> missing(backup));
    }

    private static NotFoundException missing(BackupId backup) {
        return new NotFoundException(
                Problem.of("There is no backup " + backup + ".").withBackup(backup.value()));
    }

    /** The new archive file, complete, and known to hold the recorded manifest. */
    private Written written(BackupRecord before, Recipients recipients, Reservation reservation) {
        try (SeekableByteChannel content = sealing.content(archives.openRecorded(before), before)) {
            requireRecordedManifest(content, before);
            for (int number = 1; ; number++) {
                String name = ArchiveFile.encryptedName(before.id(), number);
                if (storage.find(ObjectKey.of(name)).isEmpty()) {
                    return written(content, name, recipients, reservation);
                }
            }
        } catch (IOException e) {
            throw StoredArchives.failure(before, e);
        }
    }

    private Written written(SeekableByteChannel content, String name, Recipients recipients, Reservation reservation) {
        AtomicReference<Written> written = new AtomicReference<>();
        boolean kept = false;
        try {
            storage.create(ObjectKey.of(name), out -> {
                ArchiveOutput target = ArchiveOutput.to(reservation.renewedBy(out), name, recipients);
                copy(content, target.stream());
                ArchiveFile file = target.finish();
                written.set(new Written(file, target.ownKey()));
            });
            kept = true;
        } finally {
            if (!kept) {
                withdraw(name);
            }
        }
        return Objects.requireNonNull(written.get(), "the storage returned without asking for the content");
    }

    /** Reads back what was written, then lets the record name it. */
    private BackupRecord replaced(BackupRecord before, Written written, Reservation reservation) {
        ObjectKey key = BackupNames.backupRecord(before.id());
        boolean checked = false;
        BackupRecord after;
        byte[] json;
        try {
            json = BackupRecord.withFile(
                    records.bytes(before.id()).orElseThrow(() -> missing(before.id())), written.file);
            after = BackupRecord.parse(json, policy);
            Sealing own = new Sealing(null, written.ownKey);
            try (SeekableByteChannel content = own.content(archives.openRecorded(after), after)) {
                requireRecordedManifest(content, after);
            }
            reservation.requireHeld();
            checked = true;
        } catch (IOException e) {
            throw StoredArchives.failure(before, e);
        } finally {
            if (!checked) {
                withdraw(written.file.name());
            }
        }
        // If this fails nobody knows which file the record names now: neither is removed.
        storage.replace(key, ContentWriter.of(json));
        return after;
    }

    private void requireRecordedManifest(SeekableByteChannel content, BackupRecord backup) {
        ValidationReport report =
                ArchiveVerifier.verify(content, backup, ValidationReport.Level.STRUCTURE, limits, policy);
        if (!report.valid()) {
            throw new ArchiveException(
                    report.problems().get(0).withBackup(backup.id().value()));
        }
    }

    private static void copy(SeekableByteChannel content, OutputStream out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        content.position(0);
        while (content.read(buffer.clear()) >= 0) {
            out.write(buffer.array(), 0, buffer.position());
        }
    }

    /** The older recipients must no longer find anything to decrypt: that a file stays is a failure. */
    private void removeOthers(BackupRecord backup) {
        ObjectKey kept = BackupNames.archive(backup);
        Set<ObjectKey> others = new LinkedHashSet<>();
        storage.list(backup.id() + ".")
                .forEach(object -> BackupNames.parse(object.key())
                        .filter(part ->
                                part.backup().equals(backup.id()) && part.kind() == BackupNames.PartKind.ARCHIVE)
                        .ifPresent(part -> others.add(object.key())));
        others.remove(kept);
        try {
            others.forEach(storage::delete);
        } catch (StorageException e) {
            throw new StorageException(
                    Problem.of("Backup " + backup.id() + " is encrypted for " + sealedFor(backup)
                                    + " now, but its older archive could not be removed: "
                                    + e.problem().message())
                            .withBackup(backup.id().value())
                            .withTenant(backup.tenant())
                            .withHint("encrypt it anew once more; that removes every other archive of it."),
                    e);
        }
    }

    private static String sealedFor(BackupRecord backup) {
        return backup.file()
                .encrypted()
                .filter(encryption -> !encryption.passphrase())
                .map(encryption -> String.join(", ", encryption.recipients()))
                .orElse("a passphrase");
    }

    private void withdraw(String name) {
        try {
            storage.delete(ObjectKey.of(name));
        } catch (StorageException e) {
            LOG.warn("'{}', of a failed attempt to encrypt a backup anew, stays in the storage.", name, e);
        }
    }

    private record Written(ArchiveFile file, Identities ownKey) {}
}
