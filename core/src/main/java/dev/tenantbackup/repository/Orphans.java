// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

/** What a repair does with archives that have no record, but could be adopted. */
public enum Orphans {
    /** They stay: {@link BackupRepository#add} makes backups of them. */
    KEEP,
    /** They are removed, unless somebody holds the backup. */
    REMOVE
}
