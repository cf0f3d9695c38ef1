// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenantbackup.archive.ValidationReport;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.Problem;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a backup's last validation: a note beside it, the archive itself never changes.
 *
 * @param backup which backup
 * @param at when
 * @param level the deepest level that was examined to its end; null if none was
 * @param valid whether nothing wrong was found
 */
public record ValidationNote(BackupId backup, Instant at, ValidationReport.@Nullable Level level, boolean valid) {

    private static final JsonMapper JSON = new JsonMapper();

    public ValidationNote {
        Objects.requireNonNull(backup, "backup");
        Objects.requireNonNull(at, "at");
    }

    /** Its bytes as they are stored. */
    public byte[] toBytes() {
        ObjectNode json = JSON.createObjectNode();
        json.put("backup", backup.value());
        json.put("at", at.toString());
        json.put("level", level == null ? null : level.name());
        json.put("valid", valid);
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a validation's result could not be written", impossible);
        }
    }

    /**
     * The note that some bytes hold.
     *
     * @throws ArchiveException if they hold none
     */
    public static ValidationNote parse(byte[] bytes) {
        try {
            JsonNode json = JSON.readTree(bytes);
            String level = json.path("level").textValue();
            return new ValidationNote(
                    BackupId.of(json.path("backup").asText()),
                    Instant.parse(json.path("at").asText()),
                    level == null ? null : ValidationReport.Level.valueOf(level),
                    json.path("valid").booleanValue());
        } catch (IOException | IllegalArgumentException | DateTimeParseException damaged) {
            throw new ArchiveException(
                    Problem.of("The note on a backup's validation is damaged.").withHint("validate the backup again."),
                    damaged);
        }
    }
}
