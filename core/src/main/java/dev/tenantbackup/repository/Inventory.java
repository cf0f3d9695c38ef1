// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ObjectKey;
import dev.tenantbackup.storage.StoredObject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares what lies in a storage with what its records say, both ways. */
final class Inventory {

    private final BackupStorage storage;
    private final Records records;

    Inventory(BackupStorage storage, Records records) {
        this.storage = storage;
        this.records = records;
    }

    List<Stray> strays() {
        Map<BackupId, Map<BackupNames.PartKind, StoredObject>> parts = new TreeMap<>();
        for (StoredObject object : storage.list(BackupNames.prefix())) {
            BackupNames.parse(object.key())
                    .ifPresent(part -> parts.computeIfAbsent(
                                    part.backup(), id -> new EnumMap<>(BackupNames.PartKind.class))
                            .put(part.kind(), object));
        }
        List<Stray> strays = new ArrayList<>();
        parts.forEach((backup, found) -> examine(backup, found, strays));
        return strays;
    }

    /** The keys of all notes on a backup. */
    static List<ObjectKey> notes(BackupStorage storage, BackupId backup) {
        return storage.list(backup + ".").stream()
                .map(StoredObject::key)
                .filter(key -> BackupNames.parse(key)
                        .filter(part -> part.backup().equals(backup) && part.kind() == BackupNames.PartKind.NOTE)
                        .isPresent())
                .toList();
    }

    private void examine(BackupId backup, Map<BackupNames.PartKind, StoredObject> found, List<Stray> strays) {
        StoredObject archive = found.get(BackupNames.PartKind.ARCHIVE);
        StoredObject recordObject = found.get(BackupNames.PartKind.RECORD);
        StoredObject reservation = found.get(BackupNames.PartKind.RESERVATION);
        StoredObject note = found.get(BackupNames.PartKind.NOTE);
        if (recordObject != null) {
            withRecord(backup, recordObject, archive, strays);
        } else if (archive != null) {
            strays.add(new Stray(
                    archive, backup, reservation == null ? Stray.Kind.ARCHIVE_WITHOUT_RECORD : Stray.Kind.UNFINISHED));
        } else if (note != null) {
            strays.add(new Stray(note, backup, Stray.Kind.NOTE_WITHOUT_BACKUP));
        }
        if (reservation != null) {
            strays.add(new Stray(reservation, backup, Stray.Kind.UNFINISHED));
        }
    }

    private void withRecord(
            BackupId backup, StoredObject recordObject, @Nullable StoredObject archive, List<Stray> strays) {
        Optional<BackupRecord> content;
        try {
            content = records.find(backup);
        } catch (ArchiveException e) {
            strays.add(new Stray(recordObject, backup, Stray.Kind.UNREADABLE_RECORD));
            return;
        }
        if (archive == null) {
            strays.add(new Stray(recordObject, backup, Stray.Kind.RECORD_WITHOUT_ARCHIVE));
        } else if (content.isPresent() && content.get().bytes() != archive.bytes()) {
            strays.add(new Stray(archive, backup, Stray.Kind.ARCHIVE_OF_OTHER_LENGTH));
        }
    }
}
