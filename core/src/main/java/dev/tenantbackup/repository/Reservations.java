// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.ObjectExistsException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a backup's id while the backup is being made: nobody else takes it, and what is stored under it until then is
 * not mistaken for litter.
 */
final class Reservations {

    private static final Logger LOG = LoggerFactory.getLogger(Reservations.class);

    /** After this time whoever holds a reservation is taken to be dead. */
    static final Duration ABANDONED_AFTER = Duration.ofHours(24);

    private final BackupStorage storage;
    private final SmallObjects objects;

    Reservations(BackupStorage storage) {
        this.storage = storage;
        this.objects = new SmallObjects(storage);
    }

    /** Reserves an id; false if somebody holds it. */
    boolean take(BackupId backup, Instant now) {
        try {
            storage.create(
                    BackupNames.reservation(backup),
                    ContentWriter.of(content(now).getBytes(StandardCharsets.UTF_8)));
            return true;
        } catch (ObjectExistsException e) {
            return false;
        }
    }

    /** When, and a mark that no other reservation has: two writers must be told apart though they come at one moment. */
    private static String content(Instant now) {
        return now + "\n" + UUID.randomUUID() + "\n";
    }

    /**
     * Reserves an id for work on what is stored under it already; a reservation of somebody who died is taken over.
     *
     * @throws ConflictException if somebody holds it
     */
    void require(BackupId backup, Instant now) {
        if (isHeld(backup, now)) {
            throw conflict(backup);
        }
        release(backup);
        if (!take(backup, now)) {
            throw conflict(backup);
        }
    }

    void release(BackupId backup) {
        storage.delete(BackupNames.reservation(backup));
    }

    /** Releases an id when the work is over, well or badly. Failing to do so must hide neither: the id expires. */
    void giveUp(BackupId backup) {
        try {
            release(backup);
        } catch (StorageException e) {
            LOG.warn("The reservation of backup {} stays until it expires.", backup, e);
        }
    }

    private boolean isHeld(BackupId backup, Instant now) {
        return objects.read(BackupNames.reservation(backup))
                .filter(content -> !isAbandoned(content, now))
                .isPresent();
    }

    private static boolean isAbandoned(byte[] content, Instant now) {
        try {
            String text = new String(content, StandardCharsets.UTF_8);
            Instant taken = Instant.parse(text.lines().findFirst().orElse(""));
            return taken.plus(ABANDONED_AFTER).isBefore(now);
        } catch (DateTimeException e) {
            // Not written by us, so nobody can say how old it is.
            return false;
        }
    }

    private static ConflictException conflict(BackupId backup) {
        return new ConflictException(Problem.of("Backup " + backup + " is being made or changed by somebody else.")
                .withBackup(backup.value())
                .withHint("wait until they are done. If they died, '" + BackupNames.reservation(backup)
                        + "' expires after " + ABANDONED_AFTER.toHours() + " hours, or remove it by hand."));
    }
}
