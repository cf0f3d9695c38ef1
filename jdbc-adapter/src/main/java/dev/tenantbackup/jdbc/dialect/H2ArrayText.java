// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.dialect;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text that H2 prints for an array of texts, JSON: arrays of strings, nulls and arrays. H2 itself has no way
 * back from that text.
 */
final class H2ArrayText {

    private final String text;
    private int at;

    private H2ArrayText(String text) {
        this.text = text;
    }

    /**
     * The elements as JDBC binds them: a {@code String[]}, or for an array of arrays a {@code String[][]}, and so on.
     *
     * @param depth 1 for an array of texts
     * @throws IllegalArgumentException if it is no such text
     */
    static Object[] parse(String text, int depth) {
        H2ArrayText parser = new H2ArrayText(text);
        Object[] elements = parser.array(depth);
        if (parser.at != text.length()) {
            throw parser.malformed();
        }
        return elements;
    }

    private Object[] array(int depth) {
        expect('[');
        List<@Nullable Object> elements = new ArrayList<>();
        if (peek() == ']') {
            at++;
            return typed(elements, depth);
        }
        while (true) {
            elements.add(element(depth));
            char next = take();
            if (next == ']') {
                return typed(elements, depth);
            }
            if (next != ',') {
                throw malformed();
            }
        }
    }

    private static Object[] typed(List<@Nullable Object> elements, int depth) {
        int[] dimensions = new int[depth];
        dimensions[0] = elements.size();
        Object[] typed = (Object[]) Array.newInstance(String.class, dimensions);
        return elements.toArray(typed);
    }

    private @Nullable Object element(int depth) {
        if (text.startsWith("null", at)) {
            at += "null".length();
            return null;
        }
        return depth == 1 ? string() : array(depth - 1);
    }

    private String string() {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (true) {
            char next = take();
            if (next == '"') {
                return value.toString();
            }
            value.append(next == '\\' ? escaped() : next);
        }
    }

    private char escaped() {
        char next = take();
        return switch (next) {
            case '"', '\\', '/' -> next;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) (hexDigit() << 12 | hexDigit() << 8 | hexDigit() << 4 | hexDigit());
            default -> throw malformed();
        };
    }

    private int hexDigit() {
        int digit = Character.digit(take(), 16);
        if (digit < 0) {
            throw malformed();
        }
        return digit;
    }

    private char peek() {
        if (at == text.length()) {
            throw malformed();
        }
        return text.charAt(at);
    }

    private char take() {
        char next = peek();
        at++;
        return next;
    }

    private void expect(char wanted) {
        if (take() != wanted) {
            throw malformed();
        }
    }

    /** Says where, never what: it is a row's content. */
    private IllegalArgumentException malformed() {
        return new IllegalArgumentException("not the text of an array: unexpected at position " + at);
    }
}
