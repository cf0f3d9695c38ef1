// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

/** How a reference to a row of shared reference data is resolved when a backup is restored. */
public enum SharedRowPolicy {
    /**
     * The row is found again by its table's natural key, and references follow it where its key is another here. A row
     * that isn't found is a conflict if a row to be written refers to it. Tables without a natural key go by key.
     */
    MATCH,
    /** Like {@link #MATCH}, but rows that aren't found are created: with their archived key where it is free. */
    CREATE,
    /** Keys are taken to mean what they meant when the backup was made: nothing is looked up. */
    BY_KEY
}
