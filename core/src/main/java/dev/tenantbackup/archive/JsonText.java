// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Writes small JSON documents for people and programs: indented by two spaces, LF at every line's end. */
final class JsonText {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final ObjectMapper MAPPER = new ObjectMapper(FACTORY);
    private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");

    private JsonText() {}

    /** The bytes of a document that {@code content} writes. */
    static byte[] write(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter(
                            Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                    .withObjectIndenter(INDENTER));
            json.writeStartObject();
            content.write(json);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    /** A field as it was read. */
    static void value(JsonGenerator json, String field, JsonNode value) throws IOException {
        json.writeFieldName(field);
        MAPPER.writeTree(json, value);
    }

    static void optional(JsonGenerator json, String field, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }

    static void texts(JsonGenerator json, String field, Collection<? extends @Nullable String> values)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (@Nullable String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    /** What goes between a document's outer braces. */
    @FunctionalInterface
    interface Content {
        void write(JsonGenerator json) throws IOException;
    }
}
