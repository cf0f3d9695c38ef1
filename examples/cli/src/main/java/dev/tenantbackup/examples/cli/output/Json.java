// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenantbackup.model.RowKey;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Function;

/** The small words of which the documents are made. */
final class Json {

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static <T> ArrayNode array(Collection<T> values, Function<T, JsonNode> form) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.forEach(value -> array.add(form.apply(value)));
        return array;
    }

    static ArrayNode texts(Collection<?> values) {
        return array(values, value -> JsonNodeFactory.instance.textNode(value.toString()));
    }

    /** A key by its columns, every value as text: a long number survives every parser. */
    static ObjectNode key(RowKey key) {
        ObjectNode node = object();
        for (int i = 0; i < key.columns().size(); i++) {
            node.put(key.columns().get(i), key.values().get(i));
        }
        return node;
    }

    /** {@code KEY_TAKEN} as {@code key-taken}. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
