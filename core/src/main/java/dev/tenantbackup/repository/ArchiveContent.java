// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.ArchiveWriter;
import dev.tenantbackup.archive.Manifest;
import dev.tenantbackup.model.BackupId;
import java.io.IOException;
import java.time.Instant;

/**
 * Produces the archive of a new backup. Called once, on the thread that publishes. Whatever it throws, there is no
 * backup.
 */
@FunctionalInterface
public interface ArchiveContent {

    /**
     * Writes every table, and says what was written.
     *
     * @param backup the id that was reserved
     * @param startedAt when the export began
     * @param writer takes the tables; the manifest is written by the caller
     * @return the manifest, with this id, this time and the tenant that was published for
     */
    Manifest write(BackupId backup, Instant startedAt, ArchiveWriter writer) throws IOException;
}
