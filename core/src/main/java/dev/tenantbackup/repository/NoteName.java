// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.storage.ObjectKey;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Names a small JSON document that lies beside the backups and may be replaced.
 *
 * @param value its object key: {@code <backup>.<word>.json}, {@code restore_<id>.json}, {@code
 *     validation_share.json}, {@code drill_<id>.json}, {@code incident_<id>.json} or {@code fence_<tenant>.json}
 */
public record NoteName(String value) {

    private static final String SUFFIX = ".json";
    private static final String RESTORE = "restore_";
    private static final String DRILL = "drill_";
    private static final String VALIDATION_SHARE = "validation_share" + SUFFIX;
    private static final Pattern FENCE = Pattern.compile("fence_[A-Za-z0-9_%-]{1,200}\\.json");
    private static final String INCIDENT = "incident_";
    private static final Pattern WORD = Pattern.compile("[a-z]{1,20}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    public NoteName {
        Objects.requireNonNull(value, "value");
        ObjectKey key = ObjectKey.of(value);
        boolean onBackup = BackupNames.parse(key)
                .filter(part -> part.kind() == BackupNames.PartKind.NOTE)
                .isPresent();
        if (!onBackup && !isOne(key)) {
            throw new IllegalArgumentException("not the name of a note: '" + value + "'");
        }
    }

    /** The result of the latest validation of a backup. */
    public static NoteName validation(BackupId backup) {
        return of(backup, "validation");
    }

    /** Whose turn it is when backups are validated a share at a time. */
    public static NoteName validationShare() {
        return new NoteName(VALIDATION_SHARE);
    }

    /**
     * A note on a backup.
     *
     * @param word what it is about: 1 to 20 lower-case letters
     */
    public static NoteName of(BackupId backup, String word) {
        if (!WORD.matcher(word).matches()) {
            throw new IllegalArgumentException("not a word of 1 to 20 lower-case letters: '" + word + "'");
        }
        return new NoteName(backup + "." + word + SUFFIX);
    }

    /**
     * The record of a restore.
     *
     * @param restoreId 1 to 100 letters, digits, {@code _} or {@code -}
     */
    public static NoteName restore(String restoreId) {
        return new NoteName(RESTORE + restoreId + SUFFIX);
    }

    /**
     * The report of a drill.
     *
     * @param drillId 1 to 100 letters, digits, {@code _} or {@code -}
     */
    public static NoteName drill(String drillId) {
        return new NoteName(DRILL + drillId + SUFFIX);
    }

    /** What the names of all drills' reports begin with. */
    static String drillPrefix() {
        return DRILL;
    }

    /**
     * The record of an incident.
     *
     * @param incidentId 1 to 100 letters, digits, {@code _} or {@code -}
     */
    public static NoteName incident(String incidentId) {
        return new NoteName(INCIDENT + incidentId + SUFFIX);
    }

    /** What the names of all incidents' records begin with. */
    static String incidentPrefix() {
        return INCIDENT;
    }

    /** What the names of all restores' records begin with. */
    static String restorePrefix() {
        return RESTORE;
    }

    /** Whether a key is the name of a note that belongs to no backup. */
    static boolean isOne(ObjectKey key) {
        return isRestore(key.value())
                || isDrill(key.value())
                || key.value().equals(VALIDATION_SHARE)
                || FENCE.matcher(key.value()).matches()
                || isIncident(key.value());
    }

    static boolean isRestore(String value) {
        return isOfId(RESTORE, value);
    }

    static boolean isDrill(String value) {
        return isOfId(DRILL, value);
    }

    static boolean isIncident(String value) {
        return isOfId(INCIDENT, value);
    }

    private static boolean isOfId(String prefix, String value) {
        return value.startsWith(prefix)
                && value.endsWith(SUFFIX)
                && value.length() > prefix.length() + SUFFIX.length()
                && ID.matcher(value.substring(prefix.length(), value.length() - SUFFIX.length()))
                        .matches();
    }

    ObjectKey key() {
        return ObjectKey.of(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
