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
import java.util.Optional;
import java.util.UUID;

/**
 * An archive's bytes within reach: in a spool file, which disappears when it is closed or with the process; in a file
 * that somebody wants to have; or where they lie. And whether they are the recorded ones.
 */
final class Spool {

    private static final int BUFFER_BYTES = 1 << 16;

    private Spool() {}

    /** Copies an archive into a file of its own, which is gone when it is closed. */
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
            try (FileChannel channel = FileChannel.open(
                    part, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                transfer(archive, channel, backup);
                requireRecorded(channel, backup);
                channel.force(true);
            }
            Files.move(part, file);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Checks an archive's bytes against its record.
     *
     * @throws ArchiveException if these are not the recorded bytes
     */
    static void requireRecorded(FileChannel archive, BackupRecord backup) throws IOException {
        Problem difference = difference(archive, backup).orElse(null);
        if (difference != null) {
            throw new ArchiveException(difference);
        }
    }

    /** How an archive's bytes differ from its record; empty if they don't. Reads all of them. */
    static Optional<Problem> difference(FileChannel archive, BackupRecord backup) throws IOException {
        long bytes = archive.size();
        if (bytes != backup.bytes()) {
            return Optional.of(problem(
                    backup,
                    "its archive has " + (bytes > backup.bytes() ? "more" : "only " + bytes)
                            + " bytes, and its record says " + backup.bytes()));
        }
        MessageDigest sha256 = Digest.start();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        archive.position(0);
        while (archive.read(buffer.clear()) >= 0) {
            sha256.update(buffer.flip());
        }
        return Digest.finish(sha256).equals(backup.sha256())
                ? Optional.empty()
                : Optional.of(problem(backup, "the digest of its archive differs from its record"));
    }

    /** Copies everything, or a little more than the record says if there is more. */
    private static void transfer(InputStream archive, FileChannel target, BackupRecord backup) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = archive.read(buffer);
                read >= 0 && target.size() <= backup.bytes();
                read = archive.read(buffer)) {
            ByteBuffer rest = ByteBuffer.wrap(buffer, 0, read);
            while (rest.hasRemaining()) {
                target.write(rest);
            }
        }
    }

    private static Problem problem(BackupRecord backup, String fault) {
        return Problem.of("Cannot read backup " + backup.id() + ": " + fault + ".")
                .withBackup(backup.id().value())
                .withTenant(backup.tenant())
                .withHint("the archive is damaged or was altered; restore another backup of the tenant.");
    }
}
