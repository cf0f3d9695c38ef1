// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog.file;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Prints a document as YAML with its comments. Needs no library: a catalog is made of few shapes, and a library would
 * drop the comments.
 */
final class YamlPrinter {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_$/(][A-Za-z0-9_ ./()$=>-]*");
    private static final Set<String> OTHER_TYPES = Set.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");
    private static final int WIDTH = 100;

    private final StringBuilder out = new StringBuilder();

    private YamlPrinter() {}

    static String print(Node.Mapping document) {
        YamlPrinter printer = new YamlPrinter();
        printer.mapping(document, 0, "");
        return printer.out.toString();
    }

    /** Prints entries; the first one behind what stands on its line already. */
    private void mapping(Node.Mapping mapping, int indent, String before) {
        String lead = before;
        boolean afterComment = false;
        for (Node.Entry entry : mapping.entries()) {
            boolean section = indent == 0 && !(entry.value() instanceof Node.Scalar) && out.length() > 0;
            if (section || (indent > 0 && (afterComment || !entry.comments().isEmpty()))) {
                out.append('\n');
            }
            afterComment = !entry.comments().isEmpty();
            entry.comments()
                    .forEach(comment -> out.append(" ".repeat(indent))
                            .append(comment.isEmpty() ? "#" : "# ")
                            .append(comment)
                            .append('\n'));
            out.append(lead.isEmpty() ? " ".repeat(indent) : lead)
                    .append(scalar(entry.key()))
                    .append(':');
            value(entry.value(), indent);
            lead = "";
        }
    }

    private void value(Node value, int indent) {
        if (value instanceof Node.Mapping mapping) {
            String flow = flow(mapping);
            if (mapping.entries().isEmpty()) {
                out.append(" {}\n");
            } else if (indent > 0 && indent + flow.length() < WIDTH - 20 && isFlat(mapping)) {
                out.append(' ').append(flow).append('\n');
            } else {
                out.append('\n');
                mapping(mapping, indent + 2, "");
            }
        } else if (value instanceof Node.Sequence sequence) {
            sequence(sequence, indent);
        } else {
            out.append(' ').append(flow(value)).append('\n');
        }
    }

    private void sequence(Node.Sequence sequence, int indent) {
        if (sequence.items().stream().allMatch(Node.Scalar.class::isInstance)) {
            out.append(" [");
            int width = indent;
            String separator = "";
            for (Node item : sequence.items()) {
                String text = flow(item);
                out.append(separator);
                width += text.length() + 2;
                if (width > WIDTH) {
                    out.append('\n').append(" ".repeat(indent + 4));
                    width = indent + text.length();
                } else if (!separator.isEmpty()) {
                    out.append(' ');
                }
                out.append(text);
                separator = ",";
            }
            out.append("]\n");
            return;
        }
        out.append('\n');
        for (Node item : sequence.items()) {
            String dash = " ".repeat(indent + 2) + "- ";
            if (item instanceof Node.Mapping mapping && !isFlat(mapping)) {
                mapping(mapping, indent + 4, dash);
            } else {
                out.append(dash).append(flow(item)).append('\n');
            }
        }
    }

    /** Whether it holds nothing but values and lists of values: it then fits on one line. */
    private static boolean isFlat(Node.Mapping mapping) {
        return mapping.entries().stream()
                .allMatch(entry -> entry.comments().isEmpty()
                        && (entry.value() instanceof Node.Scalar
                                || (entry.value() instanceof Node.Sequence sequence
                                        && sequence.items().stream().allMatch(Node.Scalar.class::isInstance))));
    }

    private static String flow(Node node) {
        if (node instanceof Node.Scalar scalar) {
            return scalar.isBare() ? scalar.text() : scalar(scalar.text());
        }
        if (node instanceof Node.Sequence sequence) {
            return join("[", sequence.items().stream().map(YamlPrinter::flow).toList(), "]");
        }
        if (node instanceof Node.Mapping mapping) {
            List<String> entries = mapping.entries().stream()
                    .map(entry -> scalar(entry.key()) + ": " + flow(entry.value()))
                    .toList();
            return join("{", entries, "}");
        }
        return "null";
    }

    private static String join(String open, List<String> parts, String close) {
        return open + String.join(", ", parts) + close;
    }

    /** Plain where no reader could take it for anything but this text, else in double quotes. */
    private static String scalar(String text) {
        boolean plain = PLAIN.matcher(text).matches()
                && !text.endsWith(" ")
                && !OTHER_TYPES.contains(text.toLowerCase(Locale.ROOT));
        if (plain) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> quoted.append(escaped((char) c)));
        return quoted.append('"').toString();
    }

    private static String escaped(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            default -> {
                boolean printable = (c >= 0x20 && c < 0x7f) || (c >= 0xa0 && c != 0x2028 && c != 0x2029 && c != 0xfeff);
                yield printable ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c);
            }
        };
    }
}
