// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.ArchiveEncryption;
import dev.tenantbackup.archive.ArchiveFile;
import dev.tenantbackup.archive.ArchiveLimits;
import dev.tenantbackup.archive.ArchiveReader;
import dev.tenantbackup.archive.ArchiveVerifier;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.Digest;
import dev.tenantbackup.archive.Manifest;
import dev.tenantbackup.archive.ValidationReport;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.ObjectExistsException;
import dev.tenantbackup.storage.ObjectKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes a backup of a lone archive: full validation, archive, record. */
final class Adoption {

    private final BackupStorage storage;
    private final Records records;
    private final Reservations reservations;
    private final ArchiveLimits limits;
    private final Sealing sealing;
    private final Signing signing;

    Adoption(
            BackupStorage storage,
            Records records,
            Reservations reservations,
            ArchiveLimits limits,
            Sealing sealing,
            Signing signing) {
        this.sealing = sealing;
        this.signing = signing;
        this.storage = storage;
        this.records = records;
        this.reservations = reservations;
        this.limits = limits;
    }

    BackupRecord adopt(Path file) {
        signing.requireAccepted("adopt " + file);
        Measured before = measured(file);
        Described described = validated(file);
        Manifest manifest = described.manifest;
        BackupId id = manifest.backup();
        if (!BackupNames.isRegular(id)) {
            throw new ArchiveException(Problem.of("Cannot adopt " + file + ": '" + id + "' is not the id of a backup.")
                    .withBackup(id.value()));
        }
        Reservation reservation = reservations.require(id);
        try {
            if (records.find(id).isPresent()) {
                throw taken(id, "a backup of that id exists");
            }
            ArchiveFile stored = new ArchiveFile(described.name(), before.bytes, before.sha256, described.encryption);
            store(file, stored, reservation);
            BackupRecord.Link previous =
                    records.predecessor(id, manifest.tenant()).orElse(null);
            BackupRecord backup = signing.sign(BackupRecord.of(manifest, described.manifestSha256, stored, previous));
            reservation.requireHeld();
            // First, so that a tombstone beside a record always means a deletion that was interrupted.
            storage.delete(BackupNames.tombstone(id));
            storage.create(BackupNames.backupRecord(id), ContentWriter.of(backup.toBytes()));
            return backup;
        } finally {
            reservation.giveUp();
        }
    }

    private Described validated(Path file) {
        String name = file.toString();
        try (SeekableByteChannel content = sealing.open(file)) {
            ValidationReport report =
                    ArchiveVerifier.verify(content, name, ValidationReport.Level.REFERENCES, limits, signing.policy());
            requireValid(file, report);
            try (ArchiveReader reader = ArchiveReader.open(content, name, limits, signing.policy())) {
                return new Described(reader.manifest(), reader.manifestSha256(), Sealing.encryptionOf(content));
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static void requireValid(Path file, ValidationReport report) {
        if (!report.valid()) {
            Problem first = report.problems().get(0);
            throw new ArchiveException(Problem.of("Cannot adopt " + file + ", which has "
                            + report.problems().size() + " problems. The first: " + first.message())
                    .withBackup(file.toString())
                    .withTable(first.table().orElse(null))
                    .withHint("only sound archives are adopted; validate the file to see every problem."));
        }
    }

    /** Stores the validated bytes, unless they lie there already. */
    private void store(Path file, ArchiveFile expected, Reservation reservation) {
        ObjectKey key = ObjectKey.of(expected.name());
        Measured stored;
        boolean created = false;
        try {
            storage.create(key, out -> Files.copy(file, reservation.renewedBy(out)));
            created = true;
        } catch (ObjectExistsException e) {
            // Left by an interrupted export or delete: adopted where it lies, if it is the same.
        }
        try (InputStream in = storage.open(key)) {
            stored = measured(in, reservation.renewedBy(OutputStream.nullOutputStream()));
        } catch (IOException e) {
            throw SmallObjects.failure(key, e);
        }
        if (!stored.equals(new Measured(expected.bytes(), expected.sha256()))) {
            if (created) {
                storage.delete(key);
                throw new StorageException(Problem.of("Cannot adopt " + file + ": it changed while it was copied.")
                        .thatMayPass());
            }
            throw taken(reservation.backup(), "another archive of that id lies in the storage");
        }
    }

    private static Measured measured(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return measured(in, OutputStream.nullOutputStream());
        } catch (NoSuchFileException e) {
            throw new NotFoundException(
                    Problem.of("There is no file " + file + ".").withBackup(file.toString()), e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static StorageException unreadable(Path file, IOException e) {
        return new StorageException(
                Problem.of("Cannot read " + file + ": " + e.getMessage() + ".").withBackup(file.toString()), e);
    }

    private static Measured measured(InputStream in, OutputStream target) throws IOException {
        DigestingOutput out = new DigestingOutput(target);
        in.transferTo(out);
        return new Measured(out.bytes(), out.sha256());
    }

    private static ConflictException taken(BackupId id, String why) {
        return new ConflictException(
                Problem.of("Cannot adopt backup " + id + ": " + why + ".").withBackup(id.value()));
    }

    private record Measured(long bytes, Digest sha256) {}

    private record Described(
            Manifest manifest,
            Digest manifestSha256,
            @Nullable ArchiveEncryption encryption) {

        String name() {
            return encryption == null
                    ? ArchiveFile.plainName(manifest.backup())
                    : ArchiveFile.encryptedName(manifest.backup(), 1);
        }
    }
}
