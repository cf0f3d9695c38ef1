// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.ArchiveEncryption;
import dev.tenantbackup.archive.ArchiveFile;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.seal.DamagedSealException;
import dev.tenantbackup.archive.seal.Identities;
import dev.tenantbackup.archive.seal.Recipients;
import dev.tenantbackup.archive.seal.SealedChannel;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * For whom archives are encrypted that are stored here, and what decrypts those that are read.
 *
 * @param recipients null if nothing is encrypted
 * @param identities what decrypts
 */
record Sealing(@Nullable Recipients recipients, Identities identities) {

    static final Sealing NONE = new Sealing(null, Identities.NONE);

    Sealing withRecipients(Recipients value) {
        return new Sealing(value, identities);
    }

    Sealing withIdentities(Identities value) {
        return new Sealing(recipients, value);
    }

    /** What a new archive of a backup is called. */
    String nameFor(BackupId backup) {
        return recipients == null ? ArchiveFile.plainName(backup) : ArchiveFile.encryptedName(backup, 1);
    }

    /**
     * What a backup's file holds. Closing it closes the file; so does failing.
     *
     * @throws dev.tenantbackup.model.MissingKeyException if it is encrypted, and there are no identities
     * @throws dev.tenantbackup.model.WrongKeyException if it is encrypted, and none of them fits
     * @throws ArchiveException if it is damaged
     */
    SeekableByteChannel content(SeekableByteChannel file, BackupRecord backup) {
        Optional<ArchiveEncryption> encryption = backup.file().encrypted();
        if (encryption.isEmpty()) {
            return file;
        }
        return unsealed(file, backup.id().value(), encryption.get().recipients());
    }

    /**
     * What a lone file holds, whether it is encrypted or not. The caller closes it.
     *
     * @throws NotFoundException if there is no such file
     * @throws dev.tenantbackup.model.MissingKeyException if it is encrypted, and there are no identities
     * @throws dev.tenantbackup.model.WrongKeyException if it is encrypted, and none of them fits
     * @throws ArchiveException if it is damaged
     */
    SeekableByteChannel open(Path file) {
        FileChannel channel = null;
        boolean opened = false;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
            SeekableByteChannel content =
                    SealedChannel.isSealed(channel) ? unsealed(channel, file.toString(), List.of()) : channel;
            opened = true;
            return content;
        } catch (NoSuchFileException e) {
            throw new NotFoundException(
                    Problem.of("There is no file " + file + ".").withBackup(file.toString()), e);
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        } finally {
            if (!opened && channel != null) {
                close(channel, file.toString());
            }
        }
    }

    /** For whom something is encrypted, as far as whoever could open it can tell; null if it is not. */
    static @Nullable ArchiveEncryption encryptionOf(SeekableByteChannel content) {
        if (!(content instanceof SealedChannel sealed)) {
            return null;
        }
        return sealed.openedBy()
                .map(key -> ArchiveEncryption.forRecipients(List.of(key)))
                .orElseGet(ArchiveEncryption::withPassphrase);
    }

    private SeekableByteChannel unsealed(SeekableByteChannel file, String name, List<String> recorded) {
        boolean opened = false;
        try {
            SeekableByteChannel content = SealedChannel.open(file, name, recorded, identities);
            opened = true;
            return content;
        } catch (DamagedSealException e) {
            throw new ArchiveException(
                    Problem.of("Cannot read backup " + name + ": " + e.getMessage() + ".")
                            .withBackup(name)
                            .withHint("the archive is damaged or was altered; restore another backup of the tenant."),
                    e);
        } catch (IOException e) {
            throw unreadable(name, e);
        } finally {
            if (!opened) {
                close(file, name);
            }
        }
    }

    private static void close(SeekableByteChannel file, String name) {
        try {
            file.close();
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static StorageException unreadable(String name, IOException e) {
        return new StorageException(
                Problem.of("Cannot read " + name + ": " + e.getMessage() + ".")
                        .withBackup(name)
                        .thatMayPass(),
                e);
    }
}
