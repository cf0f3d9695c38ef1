// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import java.util.Optional;

/** Finds a backup in the storage by what somebody typed. */
final class StoredBackups {

    private StoredBackups() {}

    /**
     * Its record.
     *
     * @throws NotFoundException if there is none, also for a text that can't be an id
     */
    static BackupRecord record(TenantBackupService service, String text) {
        return Optional.of(text)
                .filter(BackupId::isValid)
                .flatMap(id -> service.find(BackupId.of(id)))
                .orElseThrow(() -> new NotFoundException(Problem.of("There is no backup '" + text + "'.")
                        .withBackup(text)
                        .withHint("'tenant-backup backup list' shows the ids; a file is adopted with 'backup add'.")));
    }
}
