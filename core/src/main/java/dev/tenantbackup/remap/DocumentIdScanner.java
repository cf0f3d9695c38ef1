// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.remap;

import dev.tenantbackup.remap.JsonPath.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds ids in a JSON text and says where each stands, character by character, without building a tree: what lies
 * between them is never parsed into values, so it can be copied as it is.
 *
 * <p>Grammar of RFC 8259, except that control characters are let pass in strings. An id is an integer number or a
 * string; anything else at an id's place is no id. Names and strings are compared by what they mean: an id with an
 * escaped letter is the id with the letter.
 */
final class DocumentIdScanner {

    /** Deepest nesting that is followed. */
    static final int MAX_DEPTH = 200;

    private static final Pattern LITERAL =
            Pattern.compile("true|false|null|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    /** The characters that may follow a backslash, but for the letter u, and what each means. */
    private static final String ESCAPES = "\"\\/bfnrt";

    private static final String MEANINGS = "\"\\/\b\f\n\r\t";

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
            String name = unescaped(start + 1, at - 1);
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
        JsonPath path = matching();
        if (path != null) {
            found.add(new Found(path, start, at, unescaped(start + 1, at - 1), Form.STRING));
        }
    }

    private void literal() {
        int start = at;
        while (at < json.length() && isLiteral(json.charAt(at))) {
            at++;
        }
        String text = json.substring(start, at);
        if (!LITERAL.matcher(text).matches()) {
            at = start;
            throw malformed();
        }
        JsonPath path = isInteger(text) ? matching() : null;
        if (path != null) {
            found.add(new Found(path, start, at, text, Form.NUMBER));
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

    /** Whether a literal that the grammar accepts is a number without fraction and exponent. */
    private static boolean isInteger(String text) {
        return text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
    }

    /** What the characters of a string mean, of which {@link #escape} has found that they are well-formed. */
    private String unescaped(int from, int to) {
        String raw = json.substring(from, to);
        if (raw.indexOf('\\') < 0) {
            return raw;
        }
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                text.append(c);
            } else if (raw.charAt(++i) == 'u') {
                text.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
                i += 4;
            } else {
                text.append(MEANINGS.charAt(ESCAPES.indexOf(raw.charAt(i))));
            }
        }
        return text.toString();
    }

    private void endOfString() {
        if (peek() != '"') {
            throw malformed();
        }
        at++;
        while (peek() != '"') {
            if (json.charAt(at++) == '\\') {
                escape();
            }
        }
        at++;
    }

    private void escape() {
        char kind = peek();
        if (kind == 'u') {
            int end = at + 5;
            if (end > json.length() || !json.substring(at + 1, end).chars().allMatch(DocumentIdScanner::isHexDigit)) {
                throw malformed();
            }
            at = end;
        } else if (ESCAPES.indexOf(kind) >= 0) {
            at++;
        } else {
            throw malformed();
        }
    }

    private static boolean isHexDigit(int c) {
        return c < 0x80 && Character.digit(c, 16) >= 0;
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
     * @param start its first character, the quote of a JSON string
     * @param end behind its last character
     * @param text the id, without quotes and escapes
     * @param form how it is written
     */
    record Found(IdPlace place, int start, int end, String text, Form form) {}

    /** How an id is written in a text. */
    enum Form {
        /** As it is. */
        PLAIN,
        /** As a JSON number. */
        NUMBER,
        /** As a JSON string. */
        STRING
    }
}
