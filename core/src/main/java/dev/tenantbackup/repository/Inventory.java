// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ObjectKey;
import dev.tenantbackup.storage.StoredObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares what lies in a storage with what its records say, both ways. */
final class Inventory {

    private final BackupStorage storage;
    private final Records records;
    private final Reservations reservations;

    Inventory(BackupStorage storage, Records records, Reservations reservations) {
        this.storage = storage;
        this.records = records;
        this.reservations = reservations;
    }

    /** Everything that goes by a backup's name and belongs to no backup as it should. */
    List<Stray> strays() {
        return strays(storage.list(BackupNames.prefix()));
    }

    /** The same of objects that were listed already. */
    List<Stray> strays(Collection<StoredObject> listed) {
        List<Stray> strays = new ArrayList<>();
        byBackup(listed).forEach((backup, found) -> {
            List<StoredObject> marks = found.getOrDefault(BackupNames.PartKind.RESERVATION, List.of());
            boolean held = !marks.isEmpty() && reservations.isHeld(backup);
            examine(backup, found, held, strays);
            add(marks, backup, held ? Stray.Kind.UNFINISHED : Stray.Kind.ABANDONED, strays);
        });
        return strays;
    }

    /** The strays of one backup, for whoever holds its id: the reservation is left aside. */
    List<Stray> straysUnderOwnReservation(BackupId backup) {
        List<Stray> strays = new ArrayList<>();
        Parts found = byBackup(storage.list(backup + ".")).get(backup);
        if (found != null) {
            examine(backup, found, false, strays);
        }
        return strays;
    }

    /** What has the name of nothing that is kept here. */
    static List<StoredObject> unknown(Collection<StoredObject> listed) {
        return listed.stream()
                .filter(object -> BackupNames.parse(object.key()).isEmpty() && !NoteName.isOne(object.key()))
                .toList();
    }

    private static Map<BackupId, Parts> byBackup(Collection<StoredObject> listed) {
        Map<BackupId, Parts> parts = new TreeMap<>();
        for (StoredObject object : listed) {
            BackupNames.parse(object.key())
                    .ifPresent(part -> parts.computeIfAbsent(part.backup(), id -> new Parts())
                            .computeIfAbsent(part.kind(), kind -> new ArrayList<>())
                            .add(object));
        }
        return parts;
    }

    private void examine(BackupId backup, Parts found, boolean held, List<Stray> strays) {
        List<StoredObject> archives = found.getOrDefault(BackupNames.PartKind.ARCHIVE, List.of());
        List<StoredObject> recordObjects = found.getOrDefault(BackupNames.PartKind.RECORD, List.of());
        if (!recordObjects.isEmpty()) {
            if (!held) {
                add(
                        found.getOrDefault(BackupNames.PartKind.TOMBSTONE, List.of()),
                        backup,
                        Stray.Kind.INTERRUPTED_DELETION,
                        strays);
            }
            withRecord(backup, recordObjects.get(0), archives, held, strays);
        } else if (!archives.isEmpty()) {
            add(archives, backup, held ? Stray.Kind.UNFINISHED : Stray.Kind.ARCHIVE_WITHOUT_RECORD, strays);
        } else {
            add(
                    found.getOrDefault(BackupNames.PartKind.NOTE, List.of()),
                    backup,
                    Stray.Kind.NOTE_WITHOUT_BACKUP,
                    strays);
        }
    }

    private void withRecord(
            BackupId backup, StoredObject recordObject, List<StoredObject> archives, boolean held, List<Stray> strays) {
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
        ObjectKey recorded = BackupNames.archive(content);
        List<StoredObject> others = new ArrayList<>(archives);
        others.removeIf(archive -> archive.key().equals(recorded));
        if (others.size() == archives.size()) {
            strays.add(new Stray(recordObject, backup, Stray.Kind.RECORD_WITHOUT_ARCHIVE));
        }
        for (StoredObject archive : archives) {
            if (archive.key().equals(recorded) && archive.bytes() != content.bytes()) {
                strays.add(new Stray(archive, backup, Stray.Kind.ARCHIVE_OF_OTHER_LENGTH));
            }
        }
        add(others, backup, held ? Stray.Kind.UNFINISHED : Stray.Kind.ARCHIVE_BESIDE_RECORDED, strays);
    }

    private static void add(List<StoredObject> objects, BackupId backup, Stray.Kind kind, List<Stray> strays) {
        objects.forEach(object -> strays.add(new Stray(object, backup, kind)));
    }

    /** One backup's objects by what they are. */
    private static final class Parts extends EnumMap<BackupNames.PartKind, List<StoredObject>> {

        private static final long serialVersionUID = 1L;

        Parts() {
            super(BackupNames.PartKind.class);
        }
    }
}
