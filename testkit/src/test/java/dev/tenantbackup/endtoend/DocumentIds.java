// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ids inside JSON documents, found by parsing them, and in lists of numbers: in no way like the library, which splices
 * texts.
 */
final class DocumentIds {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final String EVERY_NUMBER = "*";
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern STEP = Pattern.compile("\\.(\\w+)|\\[(\\*)]");

    private DocumentIds() {}

    /** A document, as a parser understands it, or a list, with the ids at each place replaced. */
    static String replaced(String document, Map<String, UnaryOperator<String>> byPlace) {
        if (byPlace.containsKey(EVERY_NUMBER)) {
            return NUMBER.matcher(document)
                    .replaceAll(id -> byPlace.get(EVERY_NUMBER).apply(id.group()));
        }
        try {
            JsonNode root = JSON.readTree(document);
            byPlace.forEach((path, replacement) -> replace(root, steps(path), replacement));
            return root.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A document's text but for its digits: spaces, order and what is written twice must survive. */
    static String withoutDigits(String document) {
        return document.replaceAll("\\d+", "#");
    }

    private static List<String> steps(String path) {
        Matcher matcher = STEP.matcher(path);
        return matcher.results()
                .map(step -> step.group(1) == null ? "*" : step.group(1))
                .toList();
    }

    private static void replace(JsonNode node, List<String> steps, UnaryOperator<String> replacement) {
        String step = steps.get(0);
        List<String> rest = steps.subList(1, steps.size());
        if (node instanceof ArrayNode array && step.equals("*")) {
            for (int i = 0; i < array.size(); i++) {
                if (rest.isEmpty()) {
                    array.set(i, array.textNode(replacement.apply(array.get(i).asText())));
                } else {
                    replace(array.get(i), rest, replacement);
                }
            }
        } else if (node instanceof ObjectNode object && object.hasNonNull(step)) {
            if (rest.isEmpty()) {
                object.put(step, replacement.apply(object.get(step).asText()));
            } else {
                replace(object.get(step), rest, replacement);
            }
        }
    }
}
