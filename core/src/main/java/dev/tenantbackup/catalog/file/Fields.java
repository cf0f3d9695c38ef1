// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog.file;

import dev.tenantbackup.model.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of one group, asked for by name; what nobody asked for is unknown, and an error. */
final class Fields {

    private final String where;
    private final int line;
    private final Map<String, Node.Entry> entries = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();
    private final FileProblems problems;

    private Fields(Node.Mapping mapping, String where, FileProblems problems) {
        this.where = where;
        this.line = mapping.line();
        this.problems = problems;
        mapping.entries().forEach(entry -> entries.put(entry.key(), entry));
    }

    /**
     * Reads a group of fields, then refuses the fields that were not asked for. Where there is no group: empty, and a
     * problem unless there is nothing at all.
     */
    static <T> Optional<T> read(Node node, String where, FileProblems problems, Function<Fields, Optional<T>> reader) {
        if (node instanceof Node.Mapping mapping) {
            Fields fields = new Fields(mapping, where, problems);
            Optional<T> result = reader.apply(fields);
            fields.refuseOthers();
            return result;
        }
        if (!(node instanceof Node.Empty)) {
            problems.add(node.line(), where + " must be a group of fields, not " + node.kind() + ".", null);
        }
        return Optional.empty();
    }

    int line() {
        return line;
    }

    boolean has(String name) {
        known.add(name);
        return entries.containsKey(name);
    }

    Optional<Node> node(String name) {
        known.add(name);
        return Optional.ofNullable(entries.get(name)).map(Node.Entry::value);
    }

    /** A single value; must be there. */
    Optional<String> required(String name) {
        Optional<String> text = text(name);
        if (text.isEmpty() && node(name).isEmpty()) {
            problems.add(line, where + " lacks the field '" + name + "'.", null);
        }
        return text;
    }

    /** Says that a field is not there, or not as it should be. */
    void missing(String name, String expected) {
        known.add(name);
        problems.add(line, where + " needs the field '" + name + "': " + expected + ".", null);
    }

    Optional<String> text(String name) {
        return node(name).flatMap(node -> text(node, where + ", field '" + name + "',"));
    }

    @Nullable
    String textOrNull(String name) {
        return text(name).orElse(null);
    }

    /** A list of values; a single value is a list of one. */
    List<String> texts(String name) {
        return node(name).map(node -> texts(node, name)).orElse(List.of());
    }

    private List<String> texts(Node node, String name) {
        List<String> texts = new ArrayList<>();
        if (node instanceof Node.Sequence sequence) {
            sequence.items()
                    .forEach(
                            item -> text(item, where + ", list '" + name + "',").ifPresent(texts::add));
        } else {
            text(node, where + ", field '" + name + "',").ifPresent(texts::add);
        }
        return texts;
    }

    /** The items of a list. */
    List<Node> items(String name) {
        Node node = node(name).orElse(null);
        if (node == null || node instanceof Node.Empty) {
            return List.of();
        }
        if (node instanceof Node.Sequence sequence) {
            return sequence.items();
        }
        problems.add(node.line(), where + ", field '" + name + "', must be a list, not " + node.kind() + ".", null);
        return List.of();
    }

    /** The names and values of a group whose names are free. */
    List<Node.Entry> entries(String name) {
        Node node = node(name).orElse(null);
        if (node == null || node instanceof Node.Empty) {
            return List.of();
        }
        if (node instanceof Node.Mapping mapping) {
            return mapping.entries();
        }
        problems.add(
                node.line(),
                where + ", field '" + name + "', must be a group of names, not " + node.kind() + ".",
                null);
        return List.of();
    }

    /** One of an enum's words, in any case; {@code null} without quotes is a word as well. */
    <E extends Enum<E>> Optional<E> choice(Node node, String what, Class<E> type) {
        List<E> values = List.of(type.getEnumConstants());
        Optional<String> word = node instanceof Node.Empty ? Optional.of("null") : text(node, what);
        return word.flatMap(text -> {
            Optional<E> found = values.stream()
                    .filter(value -> value.name().equalsIgnoreCase(text))
                    .findFirst();
            if (found.isEmpty()) {
                List<String> words = values.stream()
                        .map(value -> value.name().toLowerCase(Locale.ROOT))
                        .toList();
                problems.addUnknown(node.line(), what + " can't be '" + text + "'.", text, words);
            }
            return found;
        });
    }

    Optional<String> text(Node node, String what) {
        if (node instanceof Node.Scalar scalar) {
            return Optional.of(scalar.text());
        }
        problems.add(node.line(), what + " must be a single value, not " + node.kind() + ".", null);
        return Optional.empty();
    }

    /** A table's name, {@code table} or {@code schema.table}. */
    Optional<TableName> table(String text, int at) {
        if (text.isBlank() || text.startsWith(".") || text.endsWith(".")) {
            problems.add(at, "'" + text + "' is no table's name.", "Write table, or schema.table.");
            return Optional.empty();
        }
        return Optional.of(TableName.parse(text));
    }

    private void refuseOthers() {
        for (Node.Entry entry : entries.values()) {
            if (!known.contains(entry.key())) {
                problems.addUnknown(entry.line(), where + " has no field '" + entry.key() + "'.", entry.key(), known);
            }
        }
    }
}
