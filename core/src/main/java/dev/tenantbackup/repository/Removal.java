// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ObjectKey;
import dev.tenantbackup.storage.StoredObject;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Deletes one backup: its tombstone is stored, then the record goes, then its archives, then its notes. */
final class Removal {

    private final BackupStorage storage;
    private final Records records;
    private final BackupNotes notes;
    private final Reservations reservations;
    private final Signing signing;
    private final Tombstones tombstones;

    Removal(BackupStorage storage, Records records, Reservations reservations, BackupNotes notes, Signing signing) {
        this.signing = signing;
        this.tombstones = new Tombstones(storage, records, signing);
        this.storage = storage;
        this.records = records;
        this.notes = notes;
        this.reservations = reservations;
    }

    void remove(BackupId backup, Deletion deletion, Instant now) {
        if (!BackupNames.isRegular(backup) || !isThere(backup)) {
            throw new NotFoundException(
                    Problem.of("There is no backup " + backup + ".").withBackup(backup.value()));
        }
        Reservation reservation = reservations.require(backup);
        try {
            notes.requireNotHeld(backup);
            Set<ObjectKey> archives = archives(backup);
            Set<ObjectKey> beside = parts(backup, BackupNames.PartKind.NOTE);
            BackupRecord found = recordOf(backup).orElse(null);
            reservation.requireHeld();
            if (storage.find(BackupNames.backupRecord(backup)).isPresent()) {
                signing.requireAccepted("delete backup " + backup);
                tombstones.bury(backup, found, deletion, now);
            }
            storage.delete(BackupNames.backupRecord(backup));
            archives.forEach(storage::delete);
            beside.forEach(storage::delete);
            if (found != null) {
                tombstones.sweep(found.tenant(), now);
            }
        } finally {
            reservation.giveUp();
        }
    }

    private boolean isThere(BackupId backup) {
        return storage.find(BackupNames.backupRecord(backup)).isPresent()
                || storage.find(BackupNames.reservation(backup)).isPresent()
                || !parts(backup, BackupNames.PartKind.ARCHIVE).isEmpty();
    }

    /** The archives that are listed, and the one that the record names even if a listing does not show it. */
    private Set<ObjectKey> archives(BackupId backup) {
        Set<ObjectKey> archives = parts(backup, BackupNames.PartKind.ARCHIVE);
        recordOf(backup).map(BackupNames::archive).ifPresent(archives::add);
        return archives;
    }

    private Optional<BackupRecord> recordOf(BackupId backup) {
        try {
            return records.find(backup);
        } catch (ArchiveException e) {
            // A record that can't be read names no archive; it is deleted like any other.
            return Optional.empty();
        }
    }

    private Set<ObjectKey> parts(BackupId backup, BackupNames.PartKind kind) {
        Set<ObjectKey> parts = new LinkedHashSet<>();
        for (StoredObject object : storage.list(backup + ".")) {
            BackupNames.parse(object.key())
                    .filter(part -> part.backup().equals(backup) && part.kind() == kind)
                    .ifPresent(part -> parts.add(object.key()));
        }
        return parts;
    }
}
