// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.Problem;
import java.util.Objects;

/**
 * Something in a tenant's chain that is not as it should be.
 *
 * @param kind what
 * @param backup the backup that it was noticed at
 * @param problem a sentence about it, and what to do
 */
public record ChainProblem(Kind kind, BackupId backup, Problem problem) {

    public ChainProblem {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(backup, "backup");
        Objects.requireNonNull(problem, "problem");
    }

    /** What can be wrong in a chain. */
    public enum Kind {
        /** A backup that a later one names is gone, and has no tombstone. */
        MISSING,
        /** A backup that a later one names is there with other content. */
        ALTERED,
        /** A record or tombstone is damaged, or not signed as it should be. */
        UNREADABLE,
        /** A record's times contradict each other, or it names a predecessor that is not older. */
        OUT_OF_ORDER,
        /** A record was made later than now. */
        FROM_THE_FUTURE,
        /** The newest backup that was known is gone without a tombstone: an older one passes for the newest. */
        ROLLED_BACK
    }
}
