// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.ObjectExistsException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Holds a backup's id while the backup is being made: nobody else takes it, and what is stored under it until then is
 * not mistaken for litter.
 */
final class Reservations {

    /** So long after it was renewed last, whoever holds a reservation is taken to be dead. */
    static final Duration ABANDONED_AFTER = Duration.ofHours(2);

    private final BackupStorage storage;
    private final SmallObjects objects;
    private final InstantSource clock;

    Reservations(BackupStorage storage, InstantSource clock) {
        this.storage = storage;
        this.objects = new SmallObjects(storage);
        this.clock = clock;
    }

    /** Reserves an id; empty if somebody holds it, alive or not. */
    Optional<Reservation> take(BackupId backup) {
        ReservationMark mark = ReservationMark.at(clock.instant());
        try {
            storage.create(BackupNames.reservation(backup), ContentWriter.of(mark.toBytes()));
        } catch (ObjectExistsException e) {
            boolean own = objects.read(BackupNames.reservation(backup))
                    .filter(mark::isRenewedBy)
                    .isPresent();
            if (!own) {
                return Optional.empty();
            }
            // An answer was lost and the request sent again.
        }
        return Optional.of(new Reservation(backup, mark, storage, clock));
    }

    /**
     * Reserves an id for work on what is stored under it already; a reservation of somebody who died is taken over.
     *
     * @throws ConflictException if somebody holds it
     */
    Reservation require(BackupId backup) {
        if (isHeld(backup)) {
            throw conflict(backup);
        }
        storage.delete(BackupNames.reservation(backup));
        return take(backup).orElseThrow(() -> conflict(backup));
    }

    /** Whether somebody holds an id who is alive, or of whom nobody can say whether he is. */
    boolean isHeld(BackupId backup) {
        Instant now = clock.instant();
        return objects.read(BackupNames.reservation(backup))
                .filter(content -> ReservationMark.parse(content)
                        .filter(mark -> mark.isAbandoned(now))
                        .isEmpty())
                .isPresent();
    }

    private static ConflictException conflict(BackupId backup) {
        return new ConflictException(Problem.of("Backup " + backup + " is being made or changed by somebody else.")
                .withBackup(backup.value())
                .withHint("wait until they are done. If they died, '" + BackupNames.reservation(backup)
                        + "' expires " + ABANDONED_AFTER.toHours()
                        + " hours after they last renewed it, or remove it by hand."));
    }
}
