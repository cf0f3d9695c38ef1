// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.ArchiveFile;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.Digest;
import dev.tenantbackup.archive.SafeName;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.storage.ObjectKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a backup's objects are called, and which backup a key belongs to. */
final class BackupNames {

    private static final String PREFIX = "tenant_export_";
    private static final String RECORD = ".json";
    private static final String RESERVATION = ".reserved";
    private static final String TOMBSTONE = ".deleted.json";

    /** An id of ours ends with its time and perhaps a number; a note's name stands between that and the suffix. */
    private static final Pattern KEY = Pattern.compile(
            "(" + PREFIX + ".+_[0-9]{14}(?:-[0-9]{1,9})?)"
                    + "(?:(\\.zip|\\.zip\\.age|\\.(?:[2-9]|[1-9][0-9]{1,8})\\.zip\\.age)|(\\.json|\\.reserved|\\.[a-z]+\\.json))");

    private static final Pattern MOMENT = Pattern.compile("([0-9]{14})(?:-([0-9]{1,9}))?");
    private static final Pattern ENDING = Pattern.compile("_" + MOMENT.pattern() + "$");
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    private static final int LONGEST_TENANT = 160;
    private static final int KEPT_OF_LONGER = 120;
    private static final int DIGITS_OF_DIGEST = 32;

    private BackupNames() {}

    /** The id of the n-th backup of a tenant in one second, counted from 1. */
    static BackupId id(TenantId tenant, Instant time, int number) {
        return BackupId.of(prefix(tenant) + SECONDS.format(time) + (number == 1 ? "" : "-" + number));
    }

    /** What the ids of all backups of a tenant begin with; ids of other tenants may, too. */
    static String prefix(TenantId tenant) {
        String name = SafeName.encode(tenant.value());
        if (name.length() > LONGEST_TENANT) {
            int end = KEPT_OF_LONGER;
            int percent = name.lastIndexOf('%', end - 1);
            if (percent > end - 3) {
                end = percent;
            }
            name = name.substring(0, end) + "."
                    + Digest.of(tenant.value()).hex().substring(0, DIGITS_OF_DIGEST);
        }
        return PREFIX + name + "_";
    }

    static ObjectKey archive(BackupRecord backup) {
        return ObjectKey.of(backup.file().name());
    }

    static ObjectKey plainArchive(BackupId backup) {
        return ObjectKey.of(ArchiveFile.plainName(backup));
    }

    /** The archive after it was encrypted for the n-th time, counted from 1. */
    static ObjectKey encryptedArchive(BackupId backup, int number) {
        return ObjectKey.of(ArchiveFile.encryptedName(backup, number));
    }

    static ObjectKey backupRecord(BackupId backup) {
        return ObjectKey.of(backup.value() + RECORD);
    }

    static ObjectKey reservation(BackupId backup) {
        return ObjectKey.of(backup.value() + RESERVATION);
    }

    static ObjectKey tombstone(BackupId backup) {
        return ObjectKey.of(backup.value() + TOMBSTONE);
    }

    /** The backup that an object belongs to, and what the object is; empty if it is none of ours. */
    static Optional<Part> parse(ObjectKey key) {
        Matcher matcher = KEY.matcher(key.value());
        if (!matcher.matches() || !BackupId.isValid(matcher.group(1))) {
            return Optional.empty();
        }
        if (matcher.group(2) != null) {
            return Optional.of(new Part(BackupId.of(matcher.group(1)), PartKind.ARCHIVE));
        }
        PartKind kind =
                switch (matcher.group(3)) {
                    case RECORD -> PartKind.RECORD;
                    case RESERVATION -> PartKind.RESERVATION;
                    case TOMBSTONE -> PartKind.TOMBSTONE;
                    default -> PartKind.NOTE;
                };
        return Optional.of(new Part(BackupId.of(matcher.group(1)), kind));
    }

    /** Whether an id has the form of those that are made here. */
    static boolean isRegular(BackupId backup) {
        return parse(plainArchive(backup)).isPresent();
    }

    /** What the ids of all backups begin with. */
    static String prefix() {
        return PREFIX;
    }

    /** Whether a text is what ends an id: its second, and perhaps a number. */
    static boolean isMoment(String text) {
        return MOMENT.matcher(text).matches();
    }

    /** The second in which a backup began, as digits that sort. */
    static String second(BackupId backup) {
        return ending(backup).group(1);
    }

    /** The number of a backup among those of one tenant and second. */
    static int number(BackupId backup) {
        String digits = ending(backup).group(2);
        return digits == null ? 1 : Integer.parseInt(digits);
    }

    private static Matcher ending(BackupId backup) {
        Matcher matcher = ENDING.matcher(backup.value());
        if (!matcher.find()) {
            throw new IllegalArgumentException("not the id of a backup of ours: " + backup);
        }
        return matcher;
    }

    /**
     * One of a backup's objects.
     *
     * @param backup whose
     * @param kind what it is
     */
    record Part(BackupId backup, PartKind kind) {}

    /** What an object is to its backup. */
    enum PartKind {
        ARCHIVE,
        RECORD,
        RESERVATION,
        TOMBSTONE,
        NOTE
    }
}
