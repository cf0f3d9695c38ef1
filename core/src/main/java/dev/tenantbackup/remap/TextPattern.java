// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.remap;

import dev.tenantbackup.remap.DocumentIdScanner.Form;
import dev.tenantbackup.remap.DocumentIdScanner.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Ids in a text that is no JSON: {@code *} stands for an id, what is around it must stand there literally. {@code
 * /orders/*} finds the id in every link to an order; a lone {@code *} finds every word: the ids of an array or of a list.
 *
 * <p>An id is a run of letters, digits, {@code _} and {@code -}, as long as it gets. The word {@code null} is none.
 *
 * @param before what stands before an id; may be empty
 * @param after what stands after it; may be empty
 */
public record TextPattern(String before, String after) implements IdPlace {

    public TextPattern {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if it has no {@code *}, or more than one
     */
    public static TextPattern parse(String text) {
        int star = text.indexOf('*');
        if (star < 0 || text.indexOf('*', star + 1) >= 0) {
            throw new IllegalArgumentException("a pattern has one '*' where the id stands, not '" + text + "'");
        }
        return new TextPattern(text.substring(0, star), text.substring(star + 1));
    }

    /** The ids of a text, in its order. */
    List<Found> scan(String text) {
        List<Found> found = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int start = text.startsWith(before, at) ? at + before.length() : text.length();
            int end = endOfWord(text, start);
            boolean wholeWord = !before.isEmpty() || at == 0 || !isOfWord(text.charAt(at - 1));
            if (end > start && wholeWord && text.startsWith(after, end)) {
                String id = text.substring(start, end);
                if (!id.equalsIgnoreCase("null")) {
                    found.add(new Found(this, start, end, id, Form.PLAIN));
                }
                at = end;
            } else {
                at++;
            }
        }
        return found;
    }

    private static int endOfWord(String text, int start) {
        int end = start;
        while (end < text.length() && isOfWord(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isOfWord(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
    }

    @Override
    public String toString() {
        return before + "*" + after;
    }
}
