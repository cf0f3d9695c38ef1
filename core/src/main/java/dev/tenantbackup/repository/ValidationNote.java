// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenantbackup.archive.ValidationReport;
import dev.tenantbackup.archive.ValidationReport.Level;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a backup's last validation: a note beside it, the archive itself never changes.
 *
 * @param backup which backup
 * @param at when
 * @param level the deepest level that was examined to its end; null if none was
 * @param intact whether nothing wrong was found with the archive itself, whatever the database says of it
 * @param problems how many were found
 * @param first the messages of the first of them, at most {@value #REMEMBERED}
 * @param deepest how deep it was ever examined and found intact; null if it never was, or is not intact any more
 */
public record ValidationNote(
        BackupId backup,
        Instant at,
        @Nullable Level level,
        boolean intact,
        int problems,
        List<String> first,
        @Nullable Depth deepest) {

    static final int REMEMBERED = 5;

    public ValidationNote {
        Objects.requireNonNull(backup, "backup");
        Objects.requireNonNull(at, "at");
        first = List.copyOf(first);
        if (problems < first.size() || (intact && level == null)) {
            throw new IllegalArgumentException("a note that contradicts itself: " + problems + " problems, " + level);
        }
    }

    /**
     * What to remember of a validation: this one, unless an earlier one looked deeper and found the archive wrong. What is
     * wrong further down stays so until somebody looks there again.
     *
     * @param archive what came of examining the archive itself
     * @param report the same, with what the database says if it was asked
     * @param earlier the note that this one takes the place of; null if there is none
     */
    public static ValidationNote of(
            BackupId backup,
            Instant at,
            ValidationReport archive,
            ValidationReport report,
            @Nullable ValidationNote earlier) {
        Level seen = archive.level();
        boolean intact = seen != null && archive.valid();
        if (intact && earlier != null && earlier.knowsWorseBelow(seen)) {
            return earlier;
        }
        return new ValidationNote(
                backup,
                at,
                report.level(),
                intact,
                report.problems().size(),
                report.problems().stream()
                        .limit(REMEMBERED)
                        .map(Problem::message)
                        .toList(),
                seen != null && intact ? deepest(seen, at, earlier) : null);
    }

    /** What to remember of a backup that was restored for a trial and proved. */
    public static ValidationNote ofPassedDrill(BackupId backup, Instant at) {
        return new ValidationNote(backup, at, Level.RESTORABLE, true, 0, List.of(), new Depth(Level.RESTORABLE, at));
    }

    /**
     * What to remember of a backup that could not be restored for a trial. It counts as not intact until a drill of it
     * passes: nothing that only reads the archive looks as deep.
     *
     * @param problem what came of it
     */
    public static ValidationNote ofFailedDrill(BackupId backup, Instant at, String problem) {
        return new ValidationNote(backup, at, Level.RESTORABLE, false, 1, List.of(problem), null);
    }

    private boolean knowsWorseBelow(@Nullable Level seen) {
        return !intact && level != null && (seen == null || !seen.includes(level));
    }

    /** What was intact further down still is, as the file's bytes are the same. */
    private static Depth deepest(Level level, Instant at, @Nullable ValidationNote earlier) {
        Depth before = earlier == null ? null : earlier.deepest;
        return before != null && !level.includes(before.level) ? before : new Depth(level, at);
    }

    /** Whether nothing wrong was found. */
    public boolean valid() {
        return problems == 0;
    }

    /** Whether it tells of a validation that was asked to look so deep, and was made at or after a time. */
    public boolean isOf(Level asked, Instant since) {
        return !at.isBefore(since) && (level == null || !valid() || level.includes(asked));
    }

    /** How deep the backup was ever examined and found intact, unless that does not hold any more. */
    public Optional<Depth> intactDownTo() {
        return Optional.ofNullable(deepest);
    }

    /** Its bytes as they are stored. */
    public byte[] toBytes() {
        ObjectNode json = NoteJson.object();
        json.put("backup", backup.value());
        json.put("at", at.toString());
        json.put("level", level == null ? null : word(level));
        json.put("valid", valid());
        json.put("intact", intact);
        json.put("problems", problems);
        ArrayNode messages = json.putArray("first");
        first.forEach(messages::add);
        if (deepest != null) {
            json.putObject("deepest").put("level", word(deepest.level)).put("at", deepest.at.toString());
        }
        return NoteJson.write(json);
    }

    /**
     * The note that some bytes hold.
     *
     * @throws ArchiveException if they hold none
     */
    public static ValidationNote parse(byte[] bytes) {
        return NoteJson.read(bytes, "The note on a backup's validation", "validate the backup again.", json -> {
            List<String> first = new ArrayList<>();
            json.path("first").forEach(message -> first.add(message.asText()));
            JsonNode deepest = json.path("deepest");
            return new ValidationNote(
                    BackupId.of(NoteJson.text(json, "backup")),
                    NoteJson.time(json, "at"),
                    json.hasNonNull("level") ? level(json) : null,
                    json.path("intact").booleanValue(),
                    json.path("problems").intValue(),
                    first,
                    deepest.isObject() ? new Depth(level(deepest), NoteJson.time(deepest, "at")) : null);
        });
    }

    private static String word(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    private static Level level(JsonNode json) {
        return Level.valueOf(NoteJson.text(json, "level").toUpperCase(Locale.ROOT));
    }

    /**
     * How deep an archive was found intact.
     *
     * @param level down to which level
     * @param at when that was seen
     */
    public record Depth(Level level, Instant at) {

        public Depth {
            Objects.requireNonNull(level, "level");
            Objects.requireNonNull(at, "at");
        }
    }
}
