// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.RestoreId;
import dev.tenantbackup.model.TenantId;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a restore, clone or undo, so that it can be undone: a note beside the backups, stored right
 * before the commit. A note without a commit behind it does no harm: undoing it changes nothing.
 *
 * @param id the restore's id
 * @param source what was restored: a backup's id or file, or the tenant that was cloned
 * @param tenant the tenant written
 * @param createdTenant whether the tenant did not exist before
 * @param safetyBackup the backup of the target before the first write; null if it was declined
 * @param files keys of files that exist only because of it: put for its rows, or set aside until the commit
 * @param at when
 * @param actor who asked
 */
public record RestoreRecord(
        RestoreId id,
        String source,
        TenantId tenant,
        boolean createdTenant,
        @Nullable BackupId safetyBackup,
        List<String> files,
        Instant at,
        String actor) {

    private static final JsonMapper JSON = new JsonMapper();

    public RestoreRecord {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(tenant, "tenant");
        files = List.copyOf(files);
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(actor, "actor");
    }

    public Optional<BackupId> safety() {
        return Optional.ofNullable(safetyBackup);
    }

    public NoteName note() {
        return NoteName.restore(id.value());
    }

    /** Its bytes as they are stored. */
    public byte[] toBytes() {
        ObjectNode json = JSON.createObjectNode();
        json.put("restoreId", id.value());
        json.put("source", source);
        json.put("tenant", tenant.value());
        json.put("createdTenant", createdTenant);
        json.put("safetyBackup", safetyBackup == null ? null : safetyBackup.value());
        ArrayNode keys = json.putArray("files");
        files.forEach(keys::add);
        json.put("at", at.toString());
        json.put("actor", actor);
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a restore record could not be written", impossible);
        }
    }

    /**
     * The record that some bytes hold.
     *
     * @throws ArchiveException if they hold none
     */
    public static RestoreRecord parse(byte[] bytes) {
        try {
            JsonNode json = JSON.readTree(bytes);
            String safety = json.path("safetyBackup").textValue();
            return new RestoreRecord(
                    RestoreId.of(text(json, "restoreId")),
                    text(json, "source"),
                    TenantId.of(text(json, "tenant")),
                    json.path("createdTenant").booleanValue(),
                    safety == null ? null : BackupId.of(safety),
                    texts(json.path("files")),
                    Instant.parse(text(json, "at")),
                    text(json, "actor"));
        } catch (IOException | IllegalArgumentException | DateTimeParseException damaged) {
            throw new ArchiveException(
                    Problem.of("The record of a restore is damaged.")
                            .withHint(
                                    "without it the restore can't be undone by its id; restore its safety backup instead."),
                    damaged);
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static String text(JsonNode json, String field) {
        String text = json.path(field).textValue();
        if (text == null) {
            throw new IllegalArgumentException("there is no " + field);
        }
        return text;
    }
}
