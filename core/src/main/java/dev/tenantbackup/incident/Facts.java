// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.incident;

/** What the facts of a step are called: stable, since programs read records. */
final class Facts {

    static final String BACKUP = "backup";
    static final String LOOKED_AT = "backupsLookedAt";
    static final String MISSING = "rowsMissing";
    static final String CHANGED = "rowsChanged";
    static final String ADDED = "rowsAdded";
    static final String RESTORE = "restoreId";
    static final String WRITTEN = "rowsWritten";
    static final String EXCLUSIVE = "exclusive";
    static final String CHANGED_DURING = "changedDuring";
    static final String SAFETY_BACKUP = "safetyBackup";
    static final String LEVEL = "level";
    static final String RAISED_AT = "raisedAt";
    static final String EFFECTIVE_SINCE = "effectiveSince";
    static final String SOUND = "sound";
    static final String ROWS = "rows";
    static final String LIFTED = "fenceLifted";

    private Facts() {}
}
