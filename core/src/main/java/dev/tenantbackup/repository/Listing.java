// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.model.Problem;
import java.util.List;

/**
 * Backups that are there.
 *
 * @param backups newest first, by the time and number in their ids
 * @param unreadable records that are damaged or of a newer format: those backups are not listed, and nothing that
 *     prunes touches them
 */
public record Listing(List<BackupRecord> backups, List<Problem> unreadable) {

    public Listing {
        backups = List.copyOf(backups);
        unreadable = List.copyOf(unreadable);
    }
}
