// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.storage.StoredObject;
import java.util.Objects;

/**
 * An object in the storage that belongs to no backup as it should.
 *
 * @param object the object
 * @param backup the backup by whose name it goes
 * @param kind what is wrong with it
 */
public record Stray(StoredObject object, BackupId backup, Kind kind) {

    public Stray {
        Objects.requireNonNull(object, "object");
        Objects.requireNonNull(backup, "backup");
        Objects.requireNonNull(kind, "kind");
    }

    /** What can be wrong with an object. */
    public enum Kind {
        /**
         * An archive without a record: left by an interrupted export or delete, or put there by hand. Can be adopted.
         */
        ARCHIVE_WITHOUT_RECORD,
        /** A record whose archive is gone: somebody removed it. The backup is lost. */
        RECORD_WITHOUT_ARCHIVE,
        /** An archive whose length is not the one that its record says. */
        ARCHIVE_OF_OTHER_LENGTH,
        /**
         * An archive whose backup's record names another one: left by an interrupted re-encryption. Encrypting the
         * backup anew removes it.
         */
        ARCHIVE_BESIDE_RECORDED,
        /** The tombstone of a backup that is still there: its deletion was interrupted. Deleting it again goes on. */
        INTERRUPTED_DELETION,
        /** A record that can't be read. */
        UNREADABLE_RECORD,
        /**
         * A reservation whose owner is at work, or was until less than two hours ago, or of whom nobody can say; and what
         * else goes by the id.
         */
        UNFINISHED,
        /** A reservation whose owner has not renewed it for two hours, and is taken to be dead. */
        ABANDONED,
        /** A note on a backup that is gone. */
        NOTE_WITHOUT_BACKUP;

        /** Whether a backup is lost, or can't be used as it is. */
        public boolean isLoss() {
            return this == RECORD_WITHOUT_ARCHIVE || this == ARCHIVE_OF_OTHER_LENGTH || this == UNREADABLE_RECORD;
        }
    }
}
