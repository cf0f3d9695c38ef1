// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.fence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.Actor;
import dev.tenantbackup.storage.ObjectKey;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** The document that says that a fence is up. {@code docs/archive-format.md} lists its name. */
final class FenceNote {

    static final int MOST_BYTES = 1 << 20;

    private static final int FORMAT_VERSION = 1;
    private static final JsonMapper JSON = new JsonMapper();

    private FenceNote() {}

    static byte[] toBytes(RaisedFence fence) {
        ObjectNode json = JSON.createObjectNode();
        json.put("formatVersion", FORMAT_VERSION);
        json.put("tenant", fence.tenant().value());
        json.put("level", fence.level().word());
        json.put("actor", fence.actor().name());
        json.put("reason", fence.reason());
        json.put("raisedAt", fence.raisedAt().toString());
        json.put("effectiveSince", fence.effective().map(Instant::toString).orElse(null));
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a fence's document could not be written", impossible);
        }
    }

    /**
     * The fence that some bytes tell of.
     *
     * @throws ArchiveException if they tell of none, or in a newer format
     */
    static RaisedFence parse(ObjectKey key, byte[] bytes) {
        try {
            JsonNode json = JSON.readTree(bytes);
            int version = json.path("formatVersion").asInt();
            if (version != FORMAT_VERSION) {
                throw new IllegalArgumentException("format version " + version);
            }
            String since = json.path("effectiveSince").textValue();
            return new RaisedFence(
                    TenantId.of(text(json, "tenant")),
                    level(text(json, "level")),
                    Actor.of(text(json, "actor")),
                    text(json, "reason"),
                    Instant.parse(text(json, "raisedAt")),
                    since == null ? null : Instant.parse(since));
        } catch (IOException | IllegalArgumentException | DateTimeParseException damaged) {
            throw new ArchiveException(
                    Problem.of("The document '" + key + "' of a fence can't be read.")
                            .withHint("let the application go on by hand, then delete the document; or use a newer"
                                    + " version of this library."),
                    damaged);
        }
    }

    private static FenceLevel level(String word) {
        for (FenceLevel level : FenceLevel.values()) {
            if (level.word().equals(word)) {
                return level;
            }
        }
        throw new IllegalArgumentException("no level '" + word + "'");
    }

    private static String text(JsonNode json, String field) {
        String text = json.path(field).textValue();
        if (text == null) {
            throw new IllegalArgumentException("there is no " + field);
        }
        return text;
    }
}
