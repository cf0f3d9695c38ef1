// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.ObjectExistsException;
import dev.tenantbackup.storage.ObjectKey;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A backup's id, held by whoever took it: a mark in the storage that its owner renews while bytes flow. Where none flow for
 * long the mark grows old and may be taken by somebody who wants this id; the owner finds that out before anything of its
 * own is to be seen. Not safe for concurrent use, but another thread or process sees every renewal.
 */
final class Reservation {

    /** So old the mark gets while bytes flow, and hardly older. */
    static final Duration RENEWED_EVERY = Duration.ofMinutes(5);

    /** So long after a renewal that failed it is tried again. */
    static final Duration TRIED_AGAIN_AFTER = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(Reservation.class);

    private final BackupId backup;
    private final ReservationMark own;
    private final BackupStorage storage;
    private final SmallObjects objects;
    private final InstantSource clock;
    private Instant lastAttempt;
    private Duration nextAttempt = RENEWED_EVERY;

    /** A reservation whose mark was stored just now. */
    Reservation(BackupId backup, ReservationMark own, BackupStorage storage, InstantSource clock) {
        this.backup = backup;
        this.own = own;
        this.storage = storage;
        this.objects = new SmallObjects(storage);
        this.clock = clock;
        this.lastAttempt = own.renewedAt();
    }

    BackupId backup() {
        return backup;
    }

    /** Passes bytes on, and renews the mark whenever it is time to. */
    OutputStream renewedBy(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(int next) throws IOException {
                out.write(next);
                renewIfDue();
            }

            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
                out.write(source, offset, length);
                renewIfDue();
            }
        };
    }

    /**
     * Renews the mark if it is time to. A storage that fails is asked again later: what counts is whose the mark is in the
     * end.
     *
     * @throws ConflictException if somebody else holds the id now
     */
    void renewIfDue() {
        Instant now = clock.instant();
        if (!now.isBefore(lastAttempt) && now.isBefore(lastAttempt.plus(nextAttempt))) {
            return;
        }
        lastAttempt = now;
        nextAttempt = TRIED_AGAIN_AFTER;
        try {
            requireHeld();
            storage.replace(key(), ContentWriter.of(own.renewed(now).toBytes()));
            nextAttempt = RENEWED_EVERY;
        } catch (StorageException e) {
            LOG.warn("The reservation of backup {} could not be renewed; this is tried again soon.", backup, e);
        }
    }

    /**
     * Returns if the id is still held, or held again because nobody else does.
     *
     * @throws ConflictException if somebody else holds it now
     */
    Standing requireHeld() {
        Standing standing = standing();
        if (standing == Standing.LOST) {
            throw new ConflictException(Problem.of(
                            "Somebody else has taken over backup " + backup + ", which was being made or changed here.")
                    .withBackup(backup.value())
                    .withHint("nothing of it was finished; see why no byte was written for "
                            + Reservations.ABANDONED_AFTER.toHours()
                            + " hours (a slow query, a machine that slept, clocks that differ), then try again."));
        }
        return standing;
    }

    /** Whose the id is; takes it again if it is nobody's. */
    Standing standing() {
        if (isOwnMark()) {
            return Standing.HELD;
        }
        try {
            storage.create(key(), ContentWriter.of(own.renewed(clock.instant()).toBytes()));
            return Standing.REGAINED;
        } catch (ObjectExistsException e) {
            // Also if the storage has shown a little too late that it is there.
            return isOwnMark() ? Standing.HELD : Standing.LOST;
        }
    }

    private boolean isOwnMark() {
        return objects.read(key()).filter(own::isRenewedBy).isPresent();
    }

    /** Lets others have the id, if it is not theirs already. */
    void release() {
        if (isOwnMark()) {
            storage.delete(key());
        }
    }

    /** Releases the id when the work is over, well or badly. Failing to do so must hide neither: the id expires. */
    void giveUp() {
        try {
            release();
        } catch (StorageException e) {
            LOG.warn("The reservation of backup {} stays until it expires.", backup, e);
        }
    }

    private ObjectKey key() {
        return BackupNames.reservation(backup);
    }

    /** Whose an id is. */
    enum Standing {
        /** Still held. */
        HELD,
        /** Was free, and is held again: what lay under it may have been touched meanwhile. */
        REGAINED,
        /** Somebody else's. */
        LOST
    }
}
