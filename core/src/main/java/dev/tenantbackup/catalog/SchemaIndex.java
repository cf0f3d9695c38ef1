// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.DatabaseSchema;
import dev.tenantbackup.schema.TableSchema;
import dev.tenantbackup.schema.UniqueKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A schema, quick to ask: by name, by name in another case, and by the noun that a table is about. */
final class SchemaIndex {

    private final DatabaseSchema schema;
    private final Map<TableName, TableSchema> tables = new HashMap<>();
    private final Map<String, List<TableName>> byLowerCase = new HashMap<>();
    private final Map<String, List<TableSchema>> byNoun = new HashMap<>();

    SchemaIndex(DatabaseSchema schema) {
        this.schema = schema;
        schema.neighbours().forEach(neighbour -> tables.put(neighbour.name(), neighbour));
        for (TableSchema table : schema.tables()) {
            tables.put(table.name(), table);
            byLowerCase
                    .computeIfAbsent(table.name().toString().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(table.name());
            byNoun.computeIfAbsent(NamingConventions.noun(table.name().name()), noun -> new ArrayList<>())
                    .add(table);
        }
    }

    DatabaseSchema schema() {
        return schema;
    }

    /** The table of that exact name, in scope or a neighbour, which must exist. */
    TableSchema table(TableName name) {
        TableSchema table = tables.get(name);
        if (table == null) {
            throw new IllegalArgumentException("there is no table '" + name + "'");
        }
        return table;
    }

    /** The table of that name, or the only one in scope whose name differs from it in case alone. */
    Optional<TableSchema> find(TableName name) {
        TableSchema exact = tables.get(name);
        if (exact != null) {
            return Optional.of(exact);
        }
        List<TableName> similar = byLowerCase.getOrDefault(name.toString().toLowerCase(Locale.ROOT), List.of());
        return similar.size() == 1 ? Optional.of(table(similar.get(0))) : Optional.empty();
    }

    List<String> tableNames() {
        return schema.tables().stream().map(table -> table.name().toString()).toList();
    }

    /** Tables about that noun: {@code menu_item} finds {@code menu_items} and {@code MenuItem}. */
    List<TableSchema> about(String noun) {
        return byNoun.getOrDefault(noun, List.of());
    }

    /** The column of that name, or the only one whose name differs from it in case alone. */
    static Optional<Column> find(TableSchema table, String column) {
        Optional<Column> exact = table.find(column);
        if (exact.isPresent()) {
            return exact;
        }
        List<Column> similar = table.columns().stream()
                .filter(candidate -> candidate.name().equalsIgnoreCase(column))
                .toList();
        return similar.size() == 1 ? Optional.of(similar.get(0)) : Optional.empty();
    }

    /** Columns that are a whole key of the table by themselves. */
    static Set<String> singleColumnKeys(TableSchema table) {
        return keys(table)
                .filter(key -> key.columns().size() == 1)
                .map(key -> key.columns().get(0))
                .collect(Collectors.toSet());
    }

    /** Whether these columns, in any order, are a key that a reference can rely on. */
    static boolean isKey(TableSchema table, List<String> columns) {
        Set<String> wanted = new HashSet<>(columns);
        return keys(table).anyMatch(key -> key.columns().size() == wanted.size() && wanted.containsAll(key.columns()));
    }

    private static Stream<UniqueKey> keys(TableSchema table) {
        return Stream.concat(table.key().stream(), table.uniqueKeys().stream()).filter(key -> !key.partial());
    }
}
