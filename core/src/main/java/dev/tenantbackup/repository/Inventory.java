// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.StoredObject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares what lies in a storage with what its records say, both ways. */
final class Inventory {

    private final BackupStorage storage;
    private final Records records;

    Inventory(BackupStorage storage, Records records) {
        this.storage = storage;
        this.records = records;
    }

    List<Stray> strays() {
        Map<BackupId, Map<BackupNames.PartKind, List<StoredObject>>> parts = new TreeMap<>();
        for (StoredObject object : storage.list(BackupNames.prefix())) {
            BackupNames.parse(object.key())
                    .ifPresent(part -> parts.computeIfAbsent(
                                    part.backup(), id -> new EnumMap<>(BackupNames.PartKind.class))
                            .computeIfAbsent(part.kind(), kind -> new ArrayList<>())
                            .add(object));
        }
        List<Stray> strays = new ArrayList<>();
        parts.forEach((backup, found) -> examine(backup, found, strays));
        return strays;
    }

    private void examine(BackupId backup, Map<BackupNames.PartKind, List<StoredObject>> found, List<Stray> strays) {
        List<StoredObject> archives = found.getOrDefault(BackupNames.PartKind.ARCHIVE, List.of());
        List<StoredObject> recordObjects = found.getOrDefault(BackupNames.PartKind.RECORD, List.of());
        List<StoredObject> reservations = found.getOrDefault(BackupNames.PartKind.RESERVATION, List.of());
        List<StoredObject> notes = found.getOrDefault(BackupNames.PartKind.NOTE, List.of());
        boolean reserved = !reservations.isEmpty();
        if (!recordObjects.isEmpty()) {
            if (!reserved) {
                add(
                        found.getOrDefault(BackupNames.PartKind.TOMBSTONE, List.of()),
                        backup,
                        Stray.Kind.INTERRUPTED_DELETION,
                        strays);
            }
            withRecord(backup, recordObjects.get(0), archives, reserved, strays);
        } else if (!archives.isEmpty()) {
            add(archives, backup, reserved ? Stray.Kind.UNFINISHED : Stray.Kind.ARCHIVE_WITHOUT_RECORD, strays);
        } else if (!notes.isEmpty()) {
            strays.add(new Stray(notes.get(0), backup, Stray.Kind.NOTE_WITHOUT_BACKUP));
        }
        add(reservations, backup, Stray.Kind.UNFINISHED, strays);
    }

    private void withRecord(
            BackupId backup,
            StoredObject recordObject,
            List<StoredObject> archives,
            boolean reserved,
            List<Stray> strays) {
        BackupRecord content;
        try {
            content = records.find(backup).orElse(null);
        } catch (ArchiveException e) {
            strays.add(new Stray(recordObject, backup, Stray.Kind.UNREADABLE_RECORD));
            return;
        }
        if (content == null) {
            return;
        }
        List<StoredObject> others = new ArrayList<>(archives);
        others.removeIf(archive -> archive.key().equals(BackupNames.archive(content)));
        if (others.size() == archives.size()) {
            strays.add(new Stray(recordObject, backup, Stray.Kind.RECORD_WITHOUT_ARCHIVE));
        }
        for (StoredObject archive : archives) {
            if (!others.contains(archive) && archive.bytes() != content.bytes()) {
                strays.add(new Stray(archive, backup, Stray.Kind.ARCHIVE_OF_OTHER_LENGTH));
            }
        }
        add(others, backup, reserved ? Stray.Kind.UNFINISHED : Stray.Kind.ARCHIVE_BESIDE_RECORDED, strays);
    }

    private static void add(List<StoredObject> objects, BackupId backup, Stray.Kind kind, List<Stray> strays) {
        objects.forEach(object -> strays.add(new Stray(object, backup, kind)));
    }
}
