// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.Digest;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.UUID;

/**
 * An archive's bytes within reach, known to be the recorded ones: in a spool file, which disappears when it is closed or with
 * the process; in a file that somebody wants to have; or where they lie.
 */
final class Spool {

    private static final int BUFFER_BYTES = 1 << 20;

    private Spool() {}

    /**
     * Copies an archive into a file of its own, and checks it against its record.
     *
     * @throws ArchiveException if these are not the recorded bytes
     */
    static FileChannel copy(InputStream archive, BackupRecord backup, Path directory) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.resolve("tenant-backup-" + UUID.randomUUID() + ".spool"),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
        boolean copied = false;
        try {
            transfer(archive, channel, backup);
            copied = true;
            return channel;
        } finally {
            if (!copied) {
                channel.close();
            }
        }
    }

    /**
     * Copies an archive to where somebody wants it. The file appears under its name when it is complete and checked.
     *
     * @throws FileAlreadyExistsException if the file exists
     * @throws ArchiveException if these are not the recorded bytes
     */
    static void copyTo(InputStream archive, BackupRecord backup, Path file) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Path part = file.resolveSibling("." + file.getFileName() + "-" + UUID.randomUUID() + ".part");
        try {
            try (FileChannel channel =
                    FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                transfer(archive, channel, backup);
                channel.force(true);
            }
            Files.move(part, file);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Checks a local archive against its record, where it lies. Closes the channel if it fails.
     *
     * @throws ArchiveException if these are not the recorded bytes
     */
    static FileChannel checked(FileChannel archive, BackupRecord backup) throws IOException {
        boolean sound = false;
        try {
            MessageDigest sha256 = Digest.start();
            long bytes = archive.size();
            if (bytes == backup.bytes()) {
                ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
                while (archive.read(buffer.clear()) >= 0) {
                    sha256.update(buffer.flip());
                }
            }
            requireRecorded(bytes, Digest.finish(sha256), backup);
            sound = true;
            return archive;
        } finally {
            if (!sound) {
                archive.close();
            }
        }
    }

    /** Copies and checks; stops as soon as there is more than the record says. */
    private static void transfer(InputStream archive, FileChannel target, BackupRecord backup) throws IOException {
        MessageDigest sha256 = Digest.start();
        byte[] buffer = new byte[BUFFER_BYTES];
        long bytes = 0;
        for (int read = archive.read(buffer); read >= 0 && bytes <= backup.bytes(); read = archive.read(buffer)) {
            bytes += read;
            sha256.update(buffer, 0, read);
            ByteBuffer rest = ByteBuffer.wrap(buffer, 0, read);
            while (rest.hasRemaining()) {
                target.write(rest);
            }
        }
        requireRecorded(bytes, Digest.finish(sha256), backup);
    }

    private static void requireRecorded(long bytes, Digest sha256, BackupRecord backup) {
        String fault;
        if (bytes != backup.bytes()) {
            fault = "its archive has " + (bytes > backup.bytes() ? "more" : "only " + bytes)
                    + " bytes, and its record says " + backup.bytes();
        } else if (!sha256.equals(backup.sha256())) {
            fault = "the digest of its archive differs from its record";
        } else {
            return;
        }
        throw new ArchiveException(Problem.of("Cannot read backup " + backup.id() + ": " + fault + ".")
                .withBackup(backup.id().value())
                .withTenant(backup.tenant())
                .withHint("the archive is damaged or was altered; restore another backup of the tenant."));
    }
}
