// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog.file;

import java.util.List;
import java.util.regex.Pattern;

/** A part of a document, with the line it begins on: what an error message needs and most parsers throw away. */
sealed interface Node {

    /** Counted from 1; 0 in a document that was never read. */
    int line();

    /** What it is, for a message. */
    String kind();

    /** A single value, whatever its type: a catalog knows texts only. */
    record Scalar(String text, int line) implements Node {

        private static final Pattern WORD_OR_NUMBER = Pattern.compile("true|false|0|[1-9][0-9]{0,8}");

        /** Whether it can be written as a number or a truth value and still be read as this text. */
        boolean isBare() {
            return WORD_OR_NUMBER.matcher(text).matches();
        }

        @Override
        public String kind() {
            return "a single value";
        }
    }

    /** No value: {@code null}, or nothing behind the colon. */
    record Empty(int line) implements Node {
        @Override
        public String kind() {
            return "nothing";
        }
    }

    /** A list. */
    record Sequence(List<Node> items, int line) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Names with values. */
    record Mapping(List<Entry> entries, int line) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String kind() {
            return "a group of fields";
        }
    }

    /**
     * One name with its value.
     *
     * @param key the name
     * @param value its value
     * @param line where the name stands
     * @param comments what to write above it, a line each; nothing is known of them in a document that was read
     */
    record Entry(String key, Node value, int line, List<String> comments) {
        public Entry {
            comments = List.copyOf(comments);
        }
    }
}
