// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.schemas;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.TableSchema;
import dev.tenantbackup.schema.UniqueKey;
import dev.tenantbackup.schema.ValueForm;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows for every table of a schema that we know nothing of but what its catalog says: the same number for each tenant,
 * alike in everything but what must differ, and each referring to rows of its own tenant.
 */
final class RowsForTenants {

    private static final int ROWS = 3;

    private final Engine engine;
    private final Catalog catalog;
    private final List<String> tenants;
    private final Map<TableName, Map<String, List<Map<String, String>>>> rows = new TreeMap<>();
    private final List<String> statements = new ArrayList<>();
    private int unique = 1_000;

    private RowsForTenants(Engine engine, Catalog catalog, List<String> tenants) {
        this.engine = engine;
        this.catalog = catalog;
        this.tenants = List.copyOf(tenants);
    }

    /** Fills every owned and shared table. */
    static void fill(GivenDatabase given, Engine engine, Catalog catalog, String... tenants) {
        RowsForTenants filler = new RowsForTenants(engine, catalog, List.of(tenants));
        Set<TableName> waiting = catalog.tables().stream()
                .filter(table -> table.isOwned() || table.ownership() instanceof Ownership.Shared)
                .map(CatalogTable::name)
                .collect(Collectors.toCollection(TreeSet::new));
        while (!waiting.isEmpty()) {
            TableName next = waiting.stream()
                    .filter(table -> filler.parents(table, waiting).isEmpty())
                    .findFirst()
                    .or(() -> waiting.stream()
                            .filter(table -> filler.parents(table, waiting).stream()
                                    .allMatch(reference -> reference.isOptional(
                                            catalog.table(table).schema())))
                            .findFirst())
                    .orElseThrow(() -> new IllegalStateException("these tables need each other: " + waiting));
            filler.fill(catalog.table(next));
            waiting.remove(next);
        }
        given.execute(filler.statements.toArray(String[]::new));
    }

    /** The references to tables that have no rows yet. */
    private List<Reference> parents(TableName table, Set<TableName> waiting) {
        return catalog.table(table).references().stream()
                .filter(reference -> !reference.isSelfReference() && waiting.contains(reference.parent()))
                .toList();
    }

    private void fill(CatalogTable table) {
        List<String> owners = table.isOwned() ? tenants : List.of("");
        for (String owner : owners) {
            int count = table.ownership() instanceof Ownership.Root ? 1 : ROWS;
            for (int i = 0; i < count; i++) {
                Map<String, String> row = row(table, owner, i);
                insert(table.schema(), row);
                rows.computeIfAbsent(table.name(), any -> new HashMap<>())
                        .computeIfAbsent(owner, any -> new ArrayList<>())
                        .add(row);
            }
        }
    }

    private Map<String, String> row(CatalogTable table, String owner, int number) {
        Map<String, String> row = new LinkedHashMap<>();
        if (table.ownership() instanceof Ownership.Root root) {
            row.put(root.keyColumn(), owner);
        } else if (table.ownership() instanceof Ownership.ByColumn byColumn) {
            row.put(byColumn.column(), owner);
        }
        for (Reference reference : table.references()) {
            refer(table, reference, owner, number, row);
        }
        Set<String> referring = table.references().stream()
                .flatMap(reference -> reference.columns().stream())
                .collect(Collectors.toSet());
        for (Column column : table.schema().storedColumns()) {
            boolean isLeftNull = column.nullable() && (referring.contains(column.name()) || number == 1);
            if (!row.containsKey(column.name()) && !isLeftNull) {
                row.put(column.name(), value(table, column, number, row));
            }
        }
        for (Reference reference : table.references()) {
            if (reference.isSelfReference() && !reference.isOptional(table.schema())) {
                for (int i = 0; i < reference.columns().size(); i++) {
                    row.put(
                            reference.columns().get(i),
                            row.get(reference.parentColumns().get(i)));
                }
            }
        }
        return row;
    }

    /** Refers to a row of the same tenant, the same one for all references that share columns. */
    private void refer(CatalogTable table, Reference reference, String owner, int number, Map<String, String> row) {
        Map<String, List<Map<String, String>>> parents = rows.getOrDefault(reference.parent(), Map.of());
        List<Map<String, String>> own = parents.getOrDefault(owner, parents.getOrDefault("", List.of()));
        if (own.isEmpty() || reference.when() != null) {
            return;
        }
        Map<String, String> parent = own.get(number % own.size());
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < reference.columns().size(); i++) {
            values.put(
                    reference.columns().get(i),
                    parent.get(reference.parentColumns().get(i)));
        }
        boolean fits = values.entrySet().stream()
                .allMatch(value ->
                        row.getOrDefault(value.getKey(), value.getValue()).equals(value.getValue()));
        if (fits && (!reference.isSelfReference() || reference.isOptional(table.schema()))) {
            row.putAll(values);
        }
    }

    private String value(CatalogTable table, Column column, int number, Map<String, String> soFar) {
        boolean isUnique = isUniqueAcross(table, column, soFar);
        int given = isUnique ? unique++ : number + 1;
        return switch (column.form()) {
            case NUMBER -> Integer.toString(given);
            case BOOLEAN -> Boolean.toString(number % 2 == 0);
            case BINARY -> "cafe0" + number;
            case UUID -> "00000000-0000-0000-0000-%012d".formatted(unique++);
            case JSON -> "{}";
            case TEXT, UNSUPPORTED -> text(column, given);
        };
    }

    private static String text(Column column, int number) {
        String type = column.type().toLowerCase(Locale.ROOT);
        if (type.startsWith("timestamp") || type.startsWith("datetime")) {
            return "2026-01-0" + (1 + number % 9) + " 12:00:00";
        }
        String text = number + " " + column.name();
        Integer limit = column.maxLength();
        return limit != null && text.length() > limit ? text.substring(0, limit) : text;
    }

    /** Whether the column has to tell apart what no column with the tenant's own values does. */
    private static boolean isUniqueAcross(CatalogTable table, Column column, Map<String, String> soFar) {
        return Stream.concat(table.schema().key().stream(), table.schema().uniqueKeys().stream())
                .map(UniqueKey::columns)
                .filter(columns -> columns.contains(column.name()))
                .anyMatch(columns -> !(table.ownership() instanceof Ownership.ByColumn byColumn
                        && columns.contains(byColumn.column())));
    }

    private void insert(TableSchema table, Map<String, String> row) {
        String columns = row.keySet().stream().map(RowsForTenants::quoted).collect(Collectors.joining(", "));
        String values = row.entrySet().stream()
                .map(value -> literal(table.column(value.getKey()), value.getValue()))
                .collect(Collectors.joining(", "));
        statements.add("insert into " + quoted(table.name().name()) + " (" + columns + ") values (" + values + ")");
    }

    private String literal(Column column, String value) {
        if (column.form() == ValueForm.BINARY) {
            return engine == Engine.POSTGRESQL ? "'\\x" + value + "'" : "X'" + value + "'";
        }
        return "'" + value.replace("'", "''") + "'";
    }

    private static String quoted(String name) {
        return "\"" + name + "\"";
    }
}
