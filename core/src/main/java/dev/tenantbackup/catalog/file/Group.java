// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog.file;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A group of fields under construction; what is absent or empty is left out. */
final class Group {

    private final List<Node.Entry> entries = new ArrayList<>();

    Node.Mapping node() {
        return new Node.Mapping(entries, 0);
    }

    Group put(String name, Node value, List<String> above) {
        entries.add(new Node.Entry(name, value, 0, above));
        return this;
    }

    Group text(String name, @Nullable String value) {
        return value == null ? this : put(name, new Node.Scalar(value, 0), List.of());
    }

    /** A list, or the single value of a list of one. */
    Group texts(String name, List<String> values) {
        return values.size() == 1 ? text(name, values.get(0)) : list(name, values);
    }

    Group list(String name, Collection<String> values) {
        return values.isEmpty() ? this : put(name, DeclarationsWriter.sequence(values), List.of());
    }

    Group group(String name, Group value) {
        return value.entries.isEmpty() ? this : put(name, value.node(), List.of());
    }

    Group groups(String name, List<Group> values) {
        return values.isEmpty()
                ? this
                : put(
                        name,
                        new Node.Sequence(values.stream().<Node>map(Group::node).toList(), 0),
                        List.of());
    }
}
