// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.ValidationReport;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.repository.Reconciliation.Finding;
import dev.tenantbackup.repository.Reconciliation.Outcome;
import dev.tenantbackup.repository.Reconciliation.Unfinished;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.StoredObject;
import dev.tenantbackup.storage.SupportsUnfinishedWrites;
import dev.tenantbackup.storage.UnfinishedWrite;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Compares what lies in a storage with what the records say, in both directions, and clears away what belongs to nobody
 * alive: reservations and pieces of writes that were not renewed for two hours, notes on backups that are gone, archives
 * that a re-encryption has left beside the recorded one. Never touches a backup, nor what it does not know. As safe for
 * concurrent use as the repository.
 */
public final class Reconciler {

    private final BackupStorage storage;
    private final Records records;
    private final Reservations reservations;
    private final Examination examination;
    private final BackupNotes notes;
    private final InstantSource clock;
    private final Inventory inventory;

    Reconciler(
            BackupStorage storage,
            Records records,
            Reservations reservations,
            Examination examination,
            BackupNotes notes,
            InstantSource clock) {
        this.storage = storage;
        this.records = records;
        this.reservations = reservations;
        this.examination = examination;
        this.notes = notes;
        this.clock = clock;
        this.inventory = new Inventory(storage, records, reservations);
    }

    /**
     * Says what there is and what a repair would do. Changes nothing; reads all records and no archive.
     *
     * @param orphans what a repair would do with archives that have no record
     */
    public Reconciliation look(Orphans orphans) {
        Objects.requireNonNull(orphans, "orphans");
        Collection<StoredObject> listed = listed();
        List<Finding> findings = new ArrayList<>();
        strays(listed).forEach((backup, strays) -> findings.addAll(judged(backup, strays, orphans)));
        List<Unfinished> unfinished = unfinishedWrites().stream()
                .map(write -> new Unfinished(write, isAlive(write) ? Outcome.IN_USE : Outcome.REMOVABLE))
                .toList();
        return new Reconciliation(backups(), findings, unfinished, Inventory.unknown(listed));
    }

    /**
     * Removes what belongs to nobody alive, and says what was found and removed. Reserves each backup's id before it
     * removes anything that goes by it, and looks again then. Of a backup with an archive too many the whole recorded
     * archive is read and compared with its record first. If it fails, what was removed until then is gone, and it can be
     * repeated.
     *
     * @throws StorageException if the storage fails
     */
    public Reconciliation repair(Orphans orphans) {
        Objects.requireNonNull(orphans, "orphans");
        Collection<StoredObject> listed = listed();
        List<Finding> findings = new ArrayList<>();
        strays(listed).forEach((backup, strays) -> findings.addAll(repaired(backup, strays, orphans)));
        List<Unfinished> unfinished =
                unfinishedWrites().stream().map(this::discarded).toList();
        return new Reconciliation(backups(), findings, unfinished, Inventory.unknown(listed));
    }

    private int backups() {
        return records.all().backups().size();
    }

    /** Each object once, also from a storage that lists some twice. */
    private Collection<StoredObject> listed() {
        Map<Object, StoredObject> objects = new LinkedHashMap<>();
        storage.list("").forEach(object -> objects.putIfAbsent(object.key(), object));
        return objects.values();
    }

    private Map<BackupId, List<Stray>> strays(Collection<StoredObject> listed) {
        return inventory.strays(listed).stream()
                .collect(Collectors.groupingBy(Stray::backup, LinkedHashMap::new, Collectors.toList()));
    }

    private List<Finding> judged(BackupId backup, List<Stray> strays, Orphans orphans) {
        boolean held = strays.stream().anyMatch(stray -> stray.kind() == Stray.Kind.UNFINISHED);
        boolean lost = strays.stream().anyMatch(stray -> stray.kind().isLoss());
        return strays.stream()
                .map(stray -> new Finding(stray, held ? Outcome.IN_USE : outcome(backup, stray.kind(), lost, orphans)))
                .toList();
    }

    private Outcome outcome(BackupId backup, Stray.Kind kind, boolean lost, Orphans orphans) {
        return switch (kind) {
            case UNFINISHED -> Outcome.IN_USE;
            case ABANDONED, NOTE_WITHOUT_BACKUP -> Outcome.REMOVABLE;
            case ARCHIVE_WITHOUT_RECORD ->
                orphans == Orphans.REMOVE && notes.hold(backup).isEmpty() ? Outcome.REMOVABLE : Outcome.ADOPTABLE;
            // Where the recorded archive is lost, any other one is precious.
            case ARCHIVE_BESIDE_RECORDED -> lost ? Outcome.UNDECIDED : Outcome.REMOVABLE;
            case RECORD_WITHOUT_ARCHIVE, ARCHIVE_OF_OTHER_LENGTH, INTERRUPTED_DELETION, UNREADABLE_RECORD ->
                Outcome.UNDECIDED;
        };
    }

    private List<Finding> repaired(BackupId backup, List<Stray> strays, Orphans orphans) {
        List<Finding> seen = judged(backup, strays, orphans);
        if (seen.stream().noneMatch(finding -> finding.outcome() == Outcome.REMOVABLE)) {
            return seen;
        }
        Reservation reservation;
        try {
            reservation = reservations.require(backup);
        } catch (ConflictException somebodyCameFirst) {
            return strays.stream()
                    .map(stray -> new Finding(stray, Outcome.IN_USE))
                    .toList();
        }
        try {
            List<Finding> findings = new ArrayList<>();
            strays.stream()
                    .filter(stray -> stray.kind() == Stray.Kind.ABANDONED)
                    .forEach(stray -> findings.add(new Finding(stray, Outcome.REMOVED)));
            List<Finding> now = judged(backup, inventory.straysUnderOwnReservation(backup), orphans);
            for (Finding finding : now) {
                findings.add(finding.outcome() == Outcome.REMOVABLE ? removed(finding.stray(), reservation) : finding);
            }
            return findings;
        } finally {
            reservation.giveUp();
        }
    }

    private Finding removed(Stray stray, Reservation reservation) {
        if (stray.kind() == Stray.Kind.ARCHIVE_BESIDE_RECORDED && !isIntact(stray.backup())) {
            return new Finding(stray, Outcome.UNDECIDED);
        }
        reservation.requireHeld();
        storage.delete(stray.object().key());
        return new Finding(stray, Outcome.REMOVED);
    }

    /** Whether a backup's recorded archive is what its record says, to the byte. */
    private boolean isIntact(BackupId backup) {
        try {
            return records.find(backup)
                    .filter(found -> examination
                            .stored(found, ValidationReport.Level.FILE)
                            .valid())
                    .isPresent();
        } catch (ArchiveException gone) {
            return false;
        }
    }

    private List<UnfinishedWrite> unfinishedWrites() {
        return storage.ability(SupportsUnfinishedWrites.class)
                .map(SupportsUnfinishedWrites::unfinishedWrites)
                .orElse(List.of());
    }

    private Unfinished discarded(UnfinishedWrite write) {
        if (isAlive(write)) {
            return new Unfinished(write, Outcome.IN_USE);
        }
        storage.ability(SupportsUnfinishedWrites.class).orElseThrow().discard(write);
        return new Unfinished(write, Outcome.REMOVED);
    }

    /** Whether it was written to lately, or its backup's id is held. */
    private boolean isAlive(UnfinishedWrite write) {
        Instant now = clock.instant();
        return !write.lastWrittenAt().plus(Reservations.ABANDONED_AFTER).isBefore(now)
                || write.target()
                        .flatMap(BackupNames::parse)
                        .filter(part -> reservations.isHeld(part.backup()))
                        .isPresent();
    }
}
