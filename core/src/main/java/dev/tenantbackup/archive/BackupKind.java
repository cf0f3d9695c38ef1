// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import java.util.Locale;

/** Why a backup was made. Retention treats the kinds apart. */
public enum BackupKind {
    /** Somebody asked for it. */
    MANUAL,
    /** A schedule asked for it. */
    SCHEDULED,
    /** Taken of the target right before a restore changed it, so that the restore can be undone. */
    SAFETY,
    /** Made to move a tenant elsewhere. */
    MIGRATION;

    /** The word for it in manifests and records. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
