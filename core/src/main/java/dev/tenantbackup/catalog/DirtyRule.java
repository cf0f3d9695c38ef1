// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

/**
 * What becomes of a dirty reference when its row is written: one that leads to another tenant's row, or to none. Not said
 * anywhere, it is {@link #KEEP} where rows keep their keys and {@link #REFUSE} where they get new ones.
 */
public enum DirtyRule {
    /**
     * As it is in the backup, where that neither makes the row another tenant's nor leads to the tenant that the rows were
     * taken of; else a conflict.
     */
    KEEP,
    /** NULL, where the column allows it; else a conflict. */
    NULL,
    /** A conflict. */
    REFUSE
}
