// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenantbackup.archive.Digest;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers whose turn it is when backups are validated a share at a time. Every backup belongs to one of {@code parts}
 * parts, by a digest of its id and nothing else; the parts take turns, and the cursor moves on when a turn is over.
 *
 * @param parts how many parts there are
 * @param next the part whose turn it is, counted from 0
 * @param since when this turn began; null if it has not: a turn that was interrupted goes on where it was
 */
public record ShareCursor(int parts, int next, @Nullable Instant since) {

    public ShareCursor {
        if (parts < 1 || next < 0 || next >= parts) {
            throw new IllegalArgumentException("part " + next + " of " + parts);
        }
    }

    /** Before the first turn. */
    public static ShareCursor start(int parts) {
        return new ShareCursor(parts, 0, null);
    }

    /** When this turn began, unless it has not. */
    public Optional<Instant> begun() {
        return Optional.ofNullable(since);
    }

    /** The turn has begun; if it had begun before, it goes on. */
    public ShareCursor begunAt(Instant now) {
        return since == null ? new ShareCursor(parts, next, now) : this;
    }

    /** The turn of so many parts is over. */
    public ShareCursor movedOnBy(int share) {
        return new ShareCursor(parts, (int) (((long) next + share) % parts), null);
    }

    /** Whether it is a backup's turn when so many parts are taken. */
    public boolean isTurnOf(BackupId backup, int share) {
        int turns = partOf(backup) - next;
        return (turns < 0 ? turns + parts : turns) < share;
    }

    /** The part that a backup belongs to: the first 64 bits of the digest of its id, modulo the number of parts. */
    int partOf(BackupId backup) {
        String head = Digest.of(backup.value()).hex().substring(0, 16);
        return new BigInteger(head, 16).mod(BigInteger.valueOf(parts)).intValue();
    }

    /** Its bytes as they are stored. */
    byte[] toBytes() {
        ObjectNode json = NoteJson.object();
        json.put("parts", parts);
        json.put("next", next);
        json.put("since", since == null ? null : since.toString());
        return NoteJson.write(json);
    }

    /**
     * The cursor that some bytes hold.
     *
     * @throws ArchiveException if they hold none
     */
    static ShareCursor parse(byte[] bytes) {
        return NoteJson.read(
                bytes,
                "The note on whose turn it is to be validated",
                "delete '" + NoteName.validationShare() + "'; the turns begin anew.",
                json -> new ShareCursor(
                        json.path("parts").intValue(),
                        json.path("next").intValue(),
                        NoteJson.timeOrNull(json, "since")));
    }
}
