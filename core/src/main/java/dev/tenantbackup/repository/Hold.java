// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a backup from being deleted, by hand or by a policy, until it is released or its time is over.
 *
 * @param backup which backup
 * @param reason why, for people; not blank
 * @param since when it was laid
 * @param by who laid it
 * @param until when it is over; null for never
 */
public record Hold(
        BackupId backup,
        String reason,
        Instant since,
        String by,
        @Nullable Instant until) {

    public Hold {
        Objects.requireNonNull(backup, "backup");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(by, "by");
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a hold needs a reason");
        }
    }

    /** What stands for a note that can't be read: it may have been a hold, so it is one. */
    static Hold ofUnreadable(BackupId backup) {
        return new Hold(backup, "a note on it can't be read", Instant.EPOCH, "unknown", null);
    }

    /** When it is over, if ever. */
    public Optional<Instant> end() {
        return Optional.ofNullable(until);
    }

    /** Whether it is not over yet. */
    public boolean isInForce(Instant now) {
        return until == null || now.isBefore(until);
    }

    /** {@code held until 2027-01-01T00:00:00Z: lawsuit}. */
    public String describe() {
        return "held" + (until == null ? "" : " until " + until) + ": " + reason;
    }

    /** Its bytes as they are stored. */
    byte[] toBytes() {
        ObjectNode json = NoteJson.object();
        json.put("backup", backup.value());
        json.put("reason", reason);
        json.put("since", since.toString());
        json.put("by", by);
        json.put("until", until == null ? null : until.toString());
        return NoteJson.write(json);
    }

    /**
     * The hold that some bytes tell of.
     *
     * @throws ArchiveException if they tell of none
     */
    static Hold parse(byte[] bytes) {
        return NoteJson.read(
                bytes,
                "The note on a hold",
                "release the backup and hold it again.",
                json -> new Hold(
                        BackupId.of(NoteJson.text(json, "backup")),
                        NoteJson.text(json, "reason"),
                        NoteJson.time(json, "since"),
                        NoteJson.text(json, "by"),
                        NoteJson.timeOrNull(json, "until")));
    }
}
