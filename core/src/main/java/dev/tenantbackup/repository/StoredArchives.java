// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ObjectKey;
import dev.tenantbackup.storage.ObjectNotFoundException;
import dev.tenantbackup.storage.SupportsLocalFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The archives of a storage, as they are stored. */
final class StoredArchives {

    private final BackupStorage storage;
    private final Path spoolDirectory;

    /**
     * The archives of a storage.
     *
     * @param spoolDirectory where they are copied to while they are read, if they are not local
     */
    StoredArchives(BackupStorage storage, Path spoolDirectory) {
        this.storage = storage;
        this.spoolDirectory = spoolDirectory;
    }

    /**
     * A backup's bytes, known to be the recorded ones. The caller closes them.
     *
     * @throws ArchiveException if they are not the recorded ones, or gone
     */
    FileChannel openRecorded(BackupRecord backup) {
        FileChannel bytes = open(backup);
        boolean sound = false;
        try {
            Spool.requireRecorded(bytes, backup);
            sound = true;
            return bytes;
        } catch (IOException e) {
            throw failure(backup, e);
        } finally {
            if (!sound) {
                close(bytes, backup);
            }
        }
    }

    /**
     * A backup's bytes as they are: where they lie, if that is a local file, else in a spool file. The caller closes
     * them.
     *
     * @throws ArchiveException if they are gone
     */
    FileChannel open(BackupRecord backup) {
        ObjectKey key = BackupNames.archive(backup);
        try {
            Optional<SupportsLocalFiles> local = storage.ability(SupportsLocalFiles.class);
            if (local.isPresent()) {
                Path file = local.get().file(key).orElseThrow(() -> lost(backup, null));
                return FileChannel.open(file, StandardOpenOption.READ);
            }
            try (InputStream archive = stream(backup)) {
                return Spool.copy(archive, backup, spoolDirectory);
            }
        } catch (IOException e) {
            throw failure(backup, e);
        }
    }

    /**
     * Copies a backup's bytes out. The file appears when it is complete and equal to its record.
     *
     * @throws ArchiveException if they are not the recorded ones, or gone; nothing is left
     * @throws InvalidRequestException if the file exists
     */
    void copyTo(BackupRecord backup, Path file) {
        try (InputStream archive = stream(backup)) {
            Spool.copyTo(archive, backup, file);
        } catch (FileAlreadyExistsException e) {
            throw new InvalidRequestException(
                    Problem.of("Cannot copy backup " + backup.id() + " to " + file + ": the file exists.")
                            .withBackup(backup.id().value()),
                    e);
        } catch (IOException e) {
            throw failure(backup, e);
        }
    }

    private InputStream stream(BackupRecord backup) {
        try {
            return storage.open(BackupNames.archive(backup));
        } catch (ObjectNotFoundException e) {
            throw lost(backup, e);
        }
    }

    private static void close(FileChannel bytes, BackupRecord backup) {
        try {
            bytes.close();
        } catch (IOException e) {
            throw failure(backup, e);
        }
    }

    static RuntimeException failure(BackupRecord backup, IOException e) {
        return SmallObjects.failure(BackupNames.archive(backup), e);
    }

    private static ArchiveException lost(BackupRecord backup, @Nullable Throwable cause) {
        return new ArchiveException(
                Problem.of("Cannot read backup " + backup.id() + ": its record is there, but its archive is gone.")
                        .withBackup(backup.id().value())
                        .withTenant(backup.tenant())
                        .withHint("somebody removed the archive; restore another backup of the tenant."),
                cause);
    }
}
