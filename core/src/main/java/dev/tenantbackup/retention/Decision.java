// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.retention;

import dev.tenantbackup.archive.BackupRecord;
import java.util.List;
import java.util.Objects;

/**
 * What becomes of one backup.
 *
 * @param backup the backup
 * @param verdict whether it stays
 * @param reasons everything that keeps it, or why nothing does; for people, without full stops; never empty
 */
public record Decision(BackupRecord backup, Verdict verdict, List<String> reasons) {

    public Decision {
        Objects.requireNonNull(backup, "backup");
        Objects.requireNonNull(verdict, "verdict");
        reasons = List.copyOf(reasons);
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("no reason to " + verdict + " " + backup.id());
        }
    }

    /** All reasons in one line. */
    public String reason() {
        return String.join("; ", reasons);
    }

    /** The same backup kept after all. */
    public Decision keptBecause(String reason) {
        return new Decision(backup, Verdict.KEEP, List.of(reason));
    }

    /** Whether a backup stays. */
    public enum Verdict {
        KEEP,
        PRUNE
    }
}
