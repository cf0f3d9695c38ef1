// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.browse;

import dev.tenantbackup.archive.ArchiveReader;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.repository.BackupRepository;
import java.util.List;

/** Opens backups to be looked into. Safe for concurrent use. */
public final class Browsing {

    private final BackupRepository repository;

    public Browsing(BackupRepository repository) {
        this.repository = repository;
    }

    /**
     * Opens a backup, encrypted or not. Its whole bytes are compared with its record first. The caller closes it.
     *
     * @throws dev.tenantbackup.model.NotFoundException if there is no such backup
     * @throws dev.tenantbackup.model.ArchiveException if it is damaged
     */
    public BrowsedBackup open(BackupId backup) {
        return new BrowsedBackup(repository.open(backup));
    }

    /**
     * What changed from one backup of a tenant to another, by table. Blocks of rows that are the same in both are not
     * looked into; of the others one row of each side is held at a time.
     *
     * @throws dev.tenantbackup.model.NotFoundException if one of them does not exist
     * @throws dev.tenantbackup.model.ArchiveException if one of them is damaged
     * @throws InvalidRequestException if they are of different tenants
     */
    public List<TableDifference> compare(BackupId before, BackupId after) {
        try (ArchiveReader older = repository.open(before);
                ArchiveReader newer = repository.open(after)) {
            if (!older.manifest().tenant().equals(newer.manifest().tenant())) {
                throw new InvalidRequestException(Problem.of("Backup " + before + " is of tenant '"
                                + older.manifest().tenant() + "', and backup " + after + " of tenant '"
                                + newer.manifest().tenant() + "': their rows have nothing to do with each other.")
                        .withBackup(after.value())
                        .withHint("compare backups of one tenant."));
            }
            return new Comparison(older, newer).run();
        }
    }
}
