// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.retention;

import dev.tenantbackup.archive.BackupRecord;
import java.util.Objects;

/**
 * What becomes of one backup.
 *
 * @param backup the backup
 * @param verdict whether it stays
 * @param reason why, for people: a sentence without a full stop
 */
public record Decision(BackupRecord backup, Verdict verdict, String reason) {

    public Decision {
        Objects.requireNonNull(backup, "backup");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(reason, "reason");
    }

    /** Whether a backup stays. */
    public enum Verdict {
        KEEP,
        PRUNE
    }
}
