// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.model.BackupId;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a backup's archive lies, and its bytes as they are stored: encrypted, if it is.
 *
 * @param name the object's name: the backup's id and {@code .zip}, or if it is encrypted {@code .zip.age}, with a number
 *     before it once it was encrypted anew
 * @param bytes its length
 * @param sha256 the digest of all its bytes
 * @param encryption for whom it is encrypted; null if it is not
 */
public record ArchiveFile(
        String name, long bytes, Digest sha256, @Nullable ArchiveEncryption encryption) {

    private static final String PLAIN = ".zip";
    private static final String ENCRYPTED = ".zip.age";

    /** What stands between the id and {@link #ENCRYPTED}: nothing, or a number from 2 on. */
    private static final Pattern NUMBER = Pattern.compile("(?:\\.([2-9]|[1-9][0-9]{1,8}))?");

    public ArchiveFile {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(sha256, "sha256");
        if (bytes < 0) {
            throw new IllegalArgumentException("a negative length of " + name);
        }
        if (name.endsWith(ENCRYPTED) != (encryption != null)) {
            throw new IllegalArgumentException("the name '" + name + "' does not say whether it is encrypted");
        }
    }

    /** An archive that is not encrypted. */
    public static ArchiveFile plain(BackupId backup, long bytes, Digest sha256) {
        return new ArchiveFile(plainName(backup), bytes, sha256, null);
    }

    /** What a backup's archive is called if it is not encrypted. */
    public static String plainName(BackupId backup) {
        return backup + PLAIN;
    }

    /**
     * What a backup's archive is called if it is encrypted.
     *
     * @param number how many times it was encrypted, counted from 1
     */
    public static String encryptedName(BackupId backup, int number) {
        return backup + (number == 1 ? "" : "." + number) + ENCRYPTED;
    }

    public Optional<ArchiveEncryption> encrypted() {
        return Optional.ofNullable(encryption);
    }

    /** Whether this is the name of an archive of a backup. */
    public boolean isOf(BackupId backup) {
        if (encryption == null) {
            return name.equals(plainName(backup));
        }
        return name.startsWith(backup.value())
                && NUMBER.matcher(name.substring(backup.value().length(), name.length() - ENCRYPTED.length()))
                        .matches();
    }
}
