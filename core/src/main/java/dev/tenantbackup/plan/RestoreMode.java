// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

/** What a restore does with rows that differ between backup and target. */
public enum RestoreMode {
    /** Makes the target equal to the backup: inserts, updates and deletes. */
    REPLACE,
    /** Inserts missing rows and updates changed ones; deletes nothing. */
    MERGE,
    /** Brings back missing rows; rows that exist stay as they are. */
    MISSING_ONLY,
    /**
     * Adds the backup's rows under new keys beside those that are there. Where the tenant has a row already that stands
     * for the same thing, by a unique key within the tenant, that row is kept as it is and references follow it.
     */
    APPEND
}
