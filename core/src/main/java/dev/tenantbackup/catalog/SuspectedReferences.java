// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.TableSchema;
import dev.tenantbackup.schema.ValueForm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * References that nobody declared and that names and values suggest. Asks the probe about columns with a suspicious name
 * only, and about each at most once.
 */
final class SuspectedReferences {

    private static final int SAMPLE = 200;
    private static final int TYPE_VALUES = 100;
    private static final int FIRST_VALUES = 5;

    private final SchemaIndex index;
    private final BoundDeclarations declarations;
    private final ReferenceGraph graph;
    private final SchemaProbe probe;
    private final Map<TableName, List<Reference>> references = new HashMap<>();
    private final Map<TableName, List<Pair>> pairs = new HashMap<>();

    SuspectedReferences(SchemaIndex index, BoundDeclarations declarations, ReferenceGraph graph, SchemaProbe probe) {
        this.index = index;
        this.declarations = declarations;
        this.graph = graph;
        this.probe = probe;
    }

    /** Columns that by their name are a reference and whose values are found on the other side. */
    List<Reference> references(TableSchema table) {
        List<Reference> known = references.get(table.name());
        if (known == null) {
            known = findReferences(table);
            references.put(table.name(), known);
        }
        return known;
    }

    /** Pairs of columns that look like a polymorphic reference. */
    List<Pair> pairs(TableSchema table) {
        List<Pair> known = pairs.get(table.name());
        if (known == null) {
            known = findPairs(table);
            pairs.put(table.name(), known);
        }
        return known;
    }

    /** Columns that by their name are a list of ids: {@code menu_item_ids}. Their values are not looked at. */
    List<JsonReferenceDeclaration> lists(TableSchema table) {
        Set<String> explained = explainedColumns(table);
        List<JsonReferenceDeclaration> found = new ArrayList<>();
        for (Column column : table.storedColumns()) {
            boolean text = column.form() == ValueForm.TEXT || column.form() == ValueForm.JSON;
            if (text && !explained.contains(column.name())) {
                NamingConventions.listReadings(column.name()).stream()
                        .flatMap(reading -> index.about(reading.noun()).stream()
                                .filter(parent -> parent.keyColumns().size() == 1)
                                .filter(parent -> keyOf(parent, reading).isPresent()))
                        .findFirst()
                        .ifPresent(parent ->
                                found.add(new JsonReferenceDeclaration(column.name(), "*", parent.name(), null)));
            }
        }
        return found;
    }

    /** Columns of which something is declared or denied, and those that are suspected themselves. */
    Set<String> explainedOrSuspected(TableSchema table) {
        Set<String> columns = explainedColumns(table);
        references(table).forEach(reference -> columns.addAll(reference.columns()));
        lists(table).forEach(list -> columns.add(list.column()));
        pairs(table).forEach(pair -> columns.addAll(List.of(pair.typeColumn(), pair.idColumn())));
        return columns;
    }

    private List<Reference> findReferences(TableSchema table) {
        Set<String> explained = explainedColumns(table);
        pairs(table).forEach(pair -> explained.add(pair.idColumn()));
        List<Reference> found = new ArrayList<>();
        for (Column column : table.storedColumns()) {
            if (!explained.contains(column.name())) {
                referenceBehind(table, column).ifPresent(found::add);
            }
        }
        return List.copyOf(found);
    }

    private Set<String> explainedColumns(TableSchema table) {
        Set<String> explained = new HashSet<>();
        graph.from(table.name()).forEach(reference -> explained.addAll(reference.columns()));
        TableDeclaration declared = declarations.table(table.name());
        explained.addAll(declared.notReferences());
        declared.jsonReferences().forEach(reference -> explained.add(reference.column()));
        declarations.tenantColumn(table).map(Column::name).ifPresent(explained::add);
        if (declared.ownership() instanceof OwnershipDeclaration.ByColumn byColumn) {
            explained.add(byColumn.column());
        }
        return explained;
    }

    private Optional<Reference> referenceBehind(TableSchema table, Column column) {
        Set<Target> targets = new LinkedHashSet<>();
        if (NamingConventions.looksLikeParent(column.name())
                && table.keyColumns().size() == 1) {
            targets.add(new Target(table, table.column(table.keyColumns().get(0))));
        }
        for (NamingConventions.Reading reading : NamingConventions.readings(column.name())) {
            index.about(reading.noun())
                    .forEach(parent -> keyOf(parent, reading).ifPresent(key -> targets.add(new Target(parent, key))));
        }
        for (Target target : targets) {
            boolean comparable = target.column().form() == column.form()
                    && !(target.table().equals(table) && target.column().equals(column));
            if (comparable) {
                SchemaProbe.Overlap overlap = probe.overlap(
                        table.name(),
                        column.name(),
                        target.table().name(),
                        target.column().name(),
                        SAMPLE);
                if (overlap.suggestsReference()) {
                    return Optional.of(new Reference(
                            column.name() + "_to_" + target.table().name().name(),
                            table.name(),
                            List.of(column.name()),
                            target.table().name(),
                            List.of(target.column().name()),
                            null,
                            false,
                            overlap.missing() > 0 ? noneOf(table, column) : Set.of()));
                }
            }
        }
        return Optional.empty();
    }

    /** The value that seems to stand for "no reference": those are the first in byte order. */
    private Set<String> noneOf(TableSchema table, Column column) {
        String none = column.form() == ValueForm.NUMBER ? "0" : "";
        return probe.distinctValues(table.name(), column.name(), FIRST_VALUES).contains(none) ? Set.of(none) : Set.of();
    }

    /** The column of the parent, a whole key by itself, that such a name means. */
    static Optional<Column> keyOf(TableSchema parent, NamingConventions.Reading reading) {
        return SchemaIndex.singleColumnKeys(parent).stream()
                .sorted()
                .filter(key -> {
                    String name = NamingConventions.snake(key);
                    return name.equals(reading.key()) || name.equals(reading.noun() + "_" + reading.key());
                })
                .findFirst()
                .map(parent::column);
    }

    private List<Pair> findPairs(TableSchema table) {
        Set<String> explained = explainedColumns(table);
        List<Pair> found = new ArrayList<>();
        for (Column type : table.storedColumns()) {
            if (type.form() != ValueForm.TEXT || explained.contains(type.name())) {
                continue;
            }
            NamingConventions.idColumnFor(type.name())
                    .flatMap(name -> table.storedColumns().stream()
                            .filter(column ->
                                    NamingConventions.snake(column.name()).equals(name))
                            .filter(column -> !explained.contains(column.name()))
                            .findFirst())
                    .flatMap(id -> pair(table, type, id))
                    .ifPresent(found::add);
        }
        return List.copyOf(found);
    }

    private Optional<Pair> pair(TableSchema table, Column type, Column id) {
        List<String> values = probe.distinctValues(table.name(), type.name(), TYPE_VALUES);
        Map<String, TableName> tables = new TreeMap<>();
        List<String> unknown = new ArrayList<>();
        for (String value : values) {
            tableBehind(value, id).ifPresentOrElse(parent -> tables.put(value, parent), () -> unknown.add(value));
        }
        return tables.isEmpty() && !values.isEmpty()
                ? Optional.empty()
                : Optional.of(new Pair(type.name(), id.name(), tables, unknown));
    }

    private Optional<TableName> tableBehind(String value, Column id) {
        return index.about(NamingConventions.noun(value)).stream()
                .filter(parent -> parent.keyColumns().size() == 1
                        && (id.form() == ValueForm.TEXT
                                || parent.column(parent.keyColumns().get(0)).form() == id.form()))
                .map(TableSchema::name)
                .findFirst();
    }

    private record Target(TableSchema table, Column column) {}

    /**
     * Two columns that look like a polymorphic reference.
     *
     * @param typeColumn says which table
     * @param idColumn says which row
     * @param tables the values of the type column that sound like a table
     * @param unknown the values that don't
     */
    record Pair(String typeColumn, String idColumn, Map<String, TableName> tables, List<String> unknown) {

        /** The declaration to write, as far as it is known. */
        Optional<PolymorphicDeclaration> declaration() {
            return tables.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new PolymorphicDeclaration(typeColumn, idColumn, tables));
        }

        /** {@code 'record_type' and 'record_id' seem to name the parent (Order -> orders)}. */
        @Override
        public String toString() {
            String known = tables.entrySet().stream()
                    .map(entry -> entry.getKey() + " -> " + entry.getValue())
                    .collect(Collectors.joining(", "));
            String others = unknown.isEmpty() ? "" : "; no table found for " + String.join(", ", unknown);
            return "'" + typeColumn + "' and '" + idColumn + "' seem to name the parent"
                    + (known.isEmpty() ? "" : " (" + known + others + ")");
        }
    }
}
