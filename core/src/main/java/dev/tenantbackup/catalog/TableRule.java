// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

/** What a restore may do to a table's rows. */
public enum TableRule {
    /** Rows are made equal to the archive's: the default. */
    REPLACE,
    /** Rows are added if they are missing, never updated or deleted in place: audit logs, payments, refunds. */
    JOURNAL,
    /**
     * Work still to be done (an outbox, pending notifications, jobs): rows stay as they are now, none is brought back,
     * and a new tenant gets none, or real customers are mailed again.
     */
    QUEUE
}
