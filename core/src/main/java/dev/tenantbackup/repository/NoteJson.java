// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.Problem;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The bytes of notes: one JSON object each, of which a reader ignores what it doesn't know. */
final class NoteJson {

    private static final JsonMapper JSON = new JsonMapper();

    private NoteJson() {}

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static byte[] write(ObjectNode note) {
        try {
            return JSON.writeValueAsBytes(note);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a note could not be written", impossible);
        }
    }

    /**
     * What some bytes hold.
     *
     * @param name what to call the note in messages
     * @param hint what to do if it is damaged
     * @throws ArchiveException if they hold nothing of the kind
     */
    static <T> T read(byte[] bytes, String name, String hint, Function<JsonNode, T> form) {
        try {
            return form.apply(JSON.readTree(bytes));
        } catch (IOException | IllegalArgumentException | DateTimeException damaged) {
            throw new ArchiveException(Problem.of(name + " is damaged.").withHint(hint), damaged);
        }
    }

    /** A text that must be there. */
    static String text(JsonNode node, String field) {
        String text = node.path(field).textValue();
        if (text == null) {
            throw new IllegalArgumentException("there is no " + field);
        }
        return text;
    }

    /** A time that must be there. */
    static Instant time(JsonNode node, String field) {
        return Instant.parse(text(node, field));
    }

    /** A time that may be missing. */
    static @Nullable Instant timeOrNull(JsonNode node, String field) {
        return node.hasNonNull(field) ? time(node, field) : null;
    }
}
