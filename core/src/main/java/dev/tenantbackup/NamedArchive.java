// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.archive.ArchiveReader;
import dev.tenantbackup.archive.Manifest;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.repository.BackupRepository;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * An archive that is not open yet, and what a plan calls it.
 *
 * @param name the backup's id, or the path of a lone file
 * @param wholeChecked whether all its bytes are compared with a digest when it is opened
 * @param opening opens it anew each time; what it gives is to be closed
 */
record NamedArchive(String name, boolean wholeChecked, Supplier<ArchiveReader> opening) {

    /** A backup's. */
    static NamedArchive of(BackupRepository repository, BackupId backup) {
        return new NamedArchive(backup.value(), true, () -> repository.open(backup));
    }

    /** One that lies outside of the storage. */
    static NamedArchive of(BackupRepository repository, Path file) {
        return new NamedArchive(file.toString(), false, () -> repository.openFile(file));
    }

    /** The caller closes it. */
    ArchiveReader open() {
        return opening.get();
    }

    /** What it says of itself. */
    Manifest manifest() {
        try (ArchiveReader archive = open()) {
            return archive.manifest();
        }
    }
}
