// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that a stranger wrote: every access checks what is there and says where it isn't. Unknown fields are
 * ignored, repeated ones refused.
 */
final class JsonObject {

    private static final int MAX_DEPTH = 32;

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final JsonNode node;
    private final String path;

    private JsonObject(JsonNode node, String path) {
        this.node = node;
        this.path = path;
    }

    /**
     * Parses a document.
     *
     * @throws MalformedDocumentException if it is not one JSON object
     */
    static JsonObject parse(byte[] json) {
        try {
            return of(MAPPER.readTree(json), "");
        } catch (StreamConstraintsException e) {
            throw new MalformedDocumentException(
                    "it holds a text or a number that is too long, or is nested deeper than " + MAX_DEPTH + place(e));
        } catch (JsonProcessingException e) {
            throw new MalformedDocumentException("it is not valid JSON" + place(e));
        } catch (IOException e) {
            throw new MalformedDocumentException("it is not UTF-8");
        }
    }

    private static String place(JsonProcessingException e) {
        JsonLocation place = e.getLocation();
        return place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
    }

    boolean has(String field) {
        return node.has(field);
    }

    String text(String field) {
        JsonNode value = require(field);
        if (!value.isTextual()) {
            throw wrong(field, "a string");
        }
        return value.textValue();
    }

    @Nullable
    String optionalText(String field) {
        return node.hasNonNull(field) ? text(field) : null;
    }

    boolean truth(String field) {
        JsonNode value = require(field);
        if (!value.isBoolean()) {
            throw wrong(field, "true or false");
        }
        return value.booleanValue();
    }

    long count(String field) {
        JsonNode value = require(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw wrong(field, "a whole number, 0 or greater");
        }
        return value.longValue();
    }

    int smallCount(String field) {
        long value = count(field);
        if (value > Integer.MAX_VALUE) {
            throw wrong(field, "a whole number below 2^31");
        }
        return (int) value;
    }

    Instant time(String field) {
        return parsed(field, "a UTC time", Instant::parse);
    }

    Digest digest(String field) {
        return parsed(field, "a SHA-256 digest", Digest::new);
    }

    <E extends Enum<E>> E word(String field, Class<E> type) {
        return parsed(field, "a known word", word -> Words.parse(type, word));
    }

    /** A string that {@code parser} must accept. */
    <T> T parsed(String field, String expected, Function<String, T> parser) {
        try {
            return parser.apply(text(field));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw wrong(field, expected);
        }
    }

    JsonObject object(String field) {
        return of(require(field), at(field));
    }

    @Nullable
    JsonObject optionalObject(String field) {
        return node.hasNonNull(field) ? object(field) : null;
    }

    <T> List<T> objects(String field, Function<JsonObject, T> reader) {
        List<T> list = new ArrayList<>();
        for (JsonNode element : array(field)) {
            list.add(reader.apply(of(element, at(field) + "[" + list.size() + "]")));
        }
        return list;
    }

    List<String> texts(String field) {
        List<String> list = new ArrayList<>();
        for (@Nullable String text : nullableTexts(field)) {
            if (text == null) {
                throw wrong(field, "an array of strings");
            }
            list.add(text);
        }
        return list;
    }

    /** As {@link #texts}; empty where the field is not there. */
    List<String> optionalTexts(String field) {
        return node.hasNonNull(field) ? texts(field) : List.of();
    }

    List<@Nullable String> nullableTexts(String field) {
        List<@Nullable String> list = new ArrayList<>();
        for (JsonNode element : array(field)) {
            if (!element.isTextual() && !element.isNull()) {
                throw wrong(field, "an array of strings");
            }
            list.add(element.textValue());
        }
        return list;
    }

    /** A field's value, whatever it is. */
    JsonNode value(String field) {
        return node.path(field);
    }

    /** The object's own fields, in order. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The value of every field of this object, in order. */
    <T> Map<String, T> all(Function<String, T> reader) {
        Map<String, T> values = new LinkedHashMap<>();
        names().forEach(name -> values.put(name, reader.apply(name)));
        return values;
    }

    /** Runs a constructor that checks its arguments, and says where they came from if it refuses them. */
    <T> T checked(Supplier<T> constructor) {
        try {
            return constructor.get();
        } catch (IllegalArgumentException e) {
            throw new MalformedDocumentException((path.isEmpty() ? "it" : path) + " is impossible: " + e.getMessage());
        }
    }

    MalformedDocumentException wrong(String field, String expected) {
        return new MalformedDocumentException(at(field) + " is not " + expected);
    }

    private JsonNode array(String field) {
        JsonNode value = require(field);
        if (!value.isArray()) {
            throw wrong(field, "an array");
        }
        return value;
    }

    private JsonNode require(String field) {
        JsonNode value = node.get(field);
        if (value == null || value.isNull()) {
            throw new MalformedDocumentException(at(field) + " is missing");
        }
        return value;
    }

    private String at(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    private static JsonObject of(@Nullable JsonNode node, String path) {
        if (node == null || !node.isObject()) {
            throw new MalformedDocumentException((path.isEmpty() ? "it" : path) + " is not a JSON object");
        }
        return new JsonObject(node, path);
    }
}
