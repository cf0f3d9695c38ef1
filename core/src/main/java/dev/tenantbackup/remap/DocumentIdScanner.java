// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.remap;

import dev.tenantbackup.remap.JsonPath.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds ids in a JSON text and says where each stands, character by character, without building a tree: what lies
 * between them is never parsed into values, so it can be copied as it is.
 *
 * <p>Grammar of RFC 8259. An id is an integer number or a string without escapes; anything else at an id's place is no
 * id.
 */
final class DocumentIdScanner {

    /** Deepest nesting that is followed. */
    static final int MAX_DEPTH = 200;

    private final String json;
    private final List<JsonPath> paths;
    private final List<Found> found = new ArrayList<>();
    private final List<Step> place = new ArrayList<>();
    private int at;

    private DocumentIdScanner(String json, List<JsonPath> paths) {
        this.json = json;
        this.paths = paths;
    }

    /**
     * Finds the ids at any of the paths, in the order of the text.
     *
     * @throws IllegalArgumentException if the text is not JSON or nested deeper than {@link #MAX_DEPTH}
     */
    static List<Found> scan(String json, List<JsonPath> paths) {
        DocumentIdScanner scanner = new DocumentIdScanner(json, paths);
        scanner.skipSpace();
        scanner.value();
        scanner.skipSpace();
        if (scanner.at != json.length()) {
            throw scanner.malformed();
        }
        return scanner.found;
    }

    private void value() {
        switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            default -> literal();
        }
    }

    private void object() {
        at++;
        skipSpace();
        if (peek() == '}') {
            at++;
            return;
        }
        while (true) {
            int start = at;
            endOfString();
            String name = json.substring(start + 1, at - 1);
            skipSpace();
            expect(':');
            skipSpace();
            enter(new Step(name, false));
            value();
            leave();
            skipSpace();
            if (peek() == '}') {
                at++;
                return;
            }
            expect(',');
            skipSpace();
        }
    }

    private void array() {
        at++;
        skipSpace();
        if (peek() == ']') {
            at++;
            return;
        }
        while (true) {
            enter(Step.EVERY);
            value();
            leave();
            skipSpace();
            if (peek() == ']') {
                at++;
                return;
            }
            expect(',');
            skipSpace();
        }
    }

    private void string() {
        int start = at;
        endOfString();
        String text = json.substring(start + 1, at - 1);
        if (text.indexOf('\\') < 0) {
            remember(start + 1, at - 1, text);
        }
    }

    private void literal() {
        int start = at;
        while (at < json.length() && isLiteral(json.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw malformed();
        }
        String text = json.substring(start, at);
        if (isInteger(text)) {
            remember(start, at, text);
        }
    }

    private void remember(int start, int end, String text) {
        JsonPath path = matching();
        if (path != null) {
            found.add(new Found(path, start, end, text));
        }
    }

    private @Nullable JsonPath matching() {
        for (JsonPath path : paths) {
            if (path.matches(place)) {
                return path;
            }
        }
        return null;
    }

    private static boolean isLiteral(char c) {
        return c == '-'
                || c == '+'
                || c == '.'
                || (c >= '0' && c <= '9')
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z');
    }

    private static boolean isInteger(String text) {
        int first = text.charAt(0) == '-' ? 1 : 0;
        if (first == text.length()) {
            return false;
        }
        for (int i = first; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private void endOfString() {
        if (peek() != '"') {
            throw malformed();
        }
        at++;
        while (peek() != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }

    private void enter(Step step) {
        if (place.size() == MAX_DEPTH) {
            throw new IllegalArgumentException("nested deeper than " + MAX_DEPTH);
        }
        place.add(step);
    }

    private void leave() {
        place.remove(place.size() - 1);
    }

    private char peek() {
        if (at >= json.length()) {
            throw malformed();
        }
        return json.charAt(at);
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw malformed();
        }
        at++;
    }

    private void skipSpace() {
        while (at < json.length() && " \t\r\n".indexOf(json.charAt(at)) >= 0) {
            at++;
        }
    }

    private IllegalArgumentException malformed() {
        return new IllegalArgumentException("not JSON at position " + at);
    }

    /**
     * An id in the text.
     *
     * @param place where it was looked for
     * @param start its first character, without quotes
     * @param end behind its last character
     * @param text the id
     */
    record Found(IdPlace place, int start, int end, String text) {}
}
