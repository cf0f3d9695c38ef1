// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drift;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.Difference;
import dev.tenantbackup.plan.Difference.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The type columns of polymorphic pairs after tables were renamed: where the catalog knows a table by another word now, and
 * the old one no longer stands for anything, rows get the new one.
 */
final class TypeValues {

    private final Map<TableName, TableShape> shapes;
    private final Map<TableName, TableName> names;
    private final Catalog catalog;

    TypeValues(Map<TableName, TableShape> shapes, Map<TableName, TableName> names, Catalog catalog) {
        this.shapes = shapes;
        this.names = names;
        this.catalog = catalog;
    }

    List<Difference> translate() {
        List<Difference> differences = new ArrayList<>();
        for (TableName table : List.copyOf(shapes.keySet())) {
            catalog.find(table)
                    .ifPresent(live -> words(table, live.references())
                            .forEach((column, words) -> differences.add(translate(table, column, words))));
        }
        return differences;
    }

    /** By type column of now: the new word for each old one. */
    private Map<String, Map<String, String>> words(TableName table, List<Reference> live) {
        TableShape shape = shapes.get(table);
        Map<String, Map<String, String>> words = new TreeMap<>();
        if (shape == null) {
            return words;
        }
        for (Reference archived : shape.archived().references()) {
            Optional<Reference.Condition> when = archived.condition();
            TableName parent = names.get(archived.parent());
            if (when.isEmpty() || parent == null || parent.equals(archived.parent())) {
                continue;
            }
            shape.nowCalled(when.get().column())
                    .ifPresent(column -> word(column, when.get().value(), parent, live)
                            .ifPresent(word -> words.computeIfAbsent(column, name -> new LinkedHashMap<>())
                                    .put(when.get().value(), word)));
        }
        return words;
    }

    private static Optional<String> word(String column, String old, TableName parent, List<Reference> live) {
        List<String> all = new ArrayList<>();
        List<String> ofParent = new ArrayList<>();
        for (Reference reference : live) {
            reference.condition().filter(when -> when.column().equals(column)).ifPresent(when -> {
                all.add(when.value());
                if (reference.parent().equals(parent)) {
                    ofParent.add(when.value());
                }
            });
        }
        return all.contains(old) || ofParent.size() != 1 ? Optional.empty() : Optional.of(ofParent.get(0));
    }

    private Difference translate(TableName table, String column, Map<String, String> words) {
        TableShape shape = Objects.requireNonNull(shapes.get(table));
        int position = shape.position(column);
        shapes.put(table, shape.changed(shape.columns().get(position), row -> translated(row, position, words)));
        return Difference.settled(
                Kind.TYPE_VALUE,
                table,
                column,
                "In column '" + column + "' of table '" + table + "' " + words + ": the tables have other names.",
                shape.rows());
    }

    private static Row translated(Row row, int position, Map<String, String> words) {
        String old = row.value(position);
        String word = old == null ? null : words.get(old);
        return word == null ? row : row.with(position, word);
    }
}
