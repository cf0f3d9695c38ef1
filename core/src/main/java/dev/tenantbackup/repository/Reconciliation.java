// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.storage.StoredObject;
import dev.tenantbackup.storage.UnfinishedWrite;
import java.util.List;
import java.util.Objects;

/**
 * How a storage and the records in it agree.
 *
 * @param backups how many records can be read
 * @param findings what belongs to no backup as it should, in the order of ids
 * @param unfinished pieces of writes that were never completed, if the storage can tell
 * @param unknown objects that nobody here has made; never touched
 */
public record Reconciliation(
        int backups, List<Finding> findings, List<Unfinished> unfinished, List<StoredObject> unknown) {

    public Reconciliation {
        findings = List.copyOf(findings);
        unfinished = List.copyOf(unfinished);
        unknown = List.copyOf(unknown);
    }

    /** Whether every record has its archive, of the recorded length, and can be read. */
    public boolean isSound() {
        return findings.stream().noneMatch(finding -> finding.stray().kind().isLoss());
    }

    /** What becomes of an object. */
    public enum Outcome {
        /** It stays: whoever holds the backup's id is alive, or nobody can say that they are not. */
        IN_USE,
        /** It belongs to nobody alive; a repair removes it. */
        REMOVABLE,
        /** It belonged to nobody alive, and is gone. */
        REMOVED,
        /** It stays: a backup can be made of it. */
        ADOPTABLE,
        /** It stays: only a person can say what is right. */
        UNDECIDED
    }

    /**
     * An object that belongs to no backup as it should, and what becomes of it.
     *
     * @param stray the object
     * @param outcome what becomes of it
     */
    public record Finding(Stray stray, Outcome outcome) {

        public Finding {
            Objects.requireNonNull(stray, "stray");
            Objects.requireNonNull(outcome, "outcome");
        }
    }

    /**
     * A piece of a write that was never completed, and what becomes of it.
     *
     * @param write the piece
     * @param outcome what becomes of it
     */
    public record Unfinished(UnfinishedWrite write, Outcome outcome) {

        public Unfinished {
            Objects.requireNonNull(write, "write");
            Objects.requireNonNull(outcome, "outcome");
        }
    }
}
