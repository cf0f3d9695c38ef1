// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.remap;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in JSON documents, in a subset of JSONPath (RFC 9535): {@code $}, {@code .name}, {@code ['name']} and {@code
 * [*]} for every element of an array.
 */
public final class JsonPath implements IdPlace {

    private final String text;
    private final List<Step> steps;

    private JsonPath(String text, List<Step> steps) {
        this.text = text;
        this.steps = List.copyOf(steps);
    }

    /**
     * Reads a path.
     *
     * @throws IllegalArgumentException if it is not of this subset; the message names the position
     */
    public static JsonPath parse(String text) {
        if (!text.startsWith("$")) {
            throw new IllegalArgumentException("a JSON path begins with '$', not '" + text + "'");
        }
        List<Step> steps = new ArrayList<>();
        int at = 1;
        while (at < text.length()) {
            if (text.startsWith("[*]", at)) {
                steps.add(Step.EVERY);
                at += 3;
            } else if (text.startsWith("['", at)) {
                int end = text.indexOf("']", at);
                if (end < 0) {
                    throw malformed(text, at);
                }
                steps.add(new Step(text.substring(at + 2, end), false));
                at = end + 2;
            } else if (text.charAt(at) == '.') {
                int end = at + 1;
                while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
                    end++;
                }
                String name = text.substring(at + 1, end);
                if (name.isEmpty() || name.equals("*")) {
                    throw malformed(text, at);
                }
                steps.add(new Step(name, false));
                at = end;
            } else {
                throw malformed(text, at);
            }
        }
        return new JsonPath(text, steps);
    }

    private static IllegalArgumentException malformed(String text, int at) {
        return new IllegalArgumentException(
                "JSON path '" + text + "' is not understood at position " + at + ": use .name, ['name'] and [*]");
    }

    /** Whether the place a scanner stands at is one of this path's. */
    boolean matches(List<Step> place) {
        return place.equals(steps);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonPath path && path.steps.equals(steps);
    }

    @Override
    public int hashCode() {
        return steps.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    /**
     * One step down.
     *
     * @param name the member's name; empty for an element of an array
     * @param element whether it is an element of an array
     */
    record Step(String name, boolean element) {
        static final Step EVERY = new Step("", true);
    }
}
