// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.DatabaseSchema;
import dev.tenantbackup.schema.TableSchema;
import dev.tenantbackup.schema.ValueForm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds declarations against a schema: every name as the database spells it, every default filled in, and a problem for
 * each name that does not exist and each statement that can't be true.
 */
final class DeclarationBinder {

    private final CatalogDeclarations declarations;
    private final SchemaIndex index;
    private final Problems problems;

    DeclarationBinder(CatalogDeclarations declarations, SchemaIndex index, Problems problems) {
        this.declarations = declarations;
        this.index = index;
        this.problems = problems;
    }

    /** The declarations as far as they hold; what doesn't is among the problems. */
    BoundDeclarations bind() {
        Optional<RootTable> root =
                declarations.tenantTable().isPresent() ? declaredRoot() : rootBehind(declarations.tenantColumns());
        List<String> tenantColumns = tenantColumns(root);
        TableDeclarationBinder tableBinder = new TableDeclarationBinder(index, problems);
        Map<TableName, TableDeclaration> tables = new TreeMap<>();
        declarations
                .tables()
                .values()
                .forEach(declared -> tableBinder.bind(declared).ifPresent(bound -> {
                    if (root.isPresent() && root.get().table().equals(bound.table()) && bound.ownership() != null) {
                        problems.add(
                                bound.table(),
                                "Table '" + bound.table()
                                        + "' is the tenant table and is declared to be something else too.",
                                "Leave out its ownership, or name another tenant table.");
                    }
                    if (tables.put(bound.table(), bound) != null) {
                        problems.add(
                                bound.table(),
                                "Table '" + bound.table() + "' is declared twice, in different spellings.",
                                "Keep one of the two.");
                    }
                }));
        if (root.isEmpty()
                && tenantColumns.isEmpty()
                && declarations.tenantTable().isEmpty()) {
            requireSomeOwner(tables);
        }
        return new BoundDeclarations(
                root.orElse(null),
                tenantColumns,
                FenceObjects.among(tables, index.schema().tables()));
    }

    private Optional<RootTable> declaredRoot() {
        RootDeclaration declared = declarations.tenantTable().orElseThrow();
        Optional<TableSchema> found = index.find(declared.table());
        if (found.isEmpty()) {
            problems.add(
                    declared.table(),
                    "The tenant table '" + declared.table() + "' does not exist.",
                    NearestName.suggestion(declared.table().toString(), index.tableNames())
                            .orElse("Name the table with one row per tenant."));
            return Optional.empty();
        }
        TableSchema table = found.get();
        ColumnNames columns = new ColumnNames(table, problems);
        String key = rootKey(declared, table, columns);
        return key == null
                ? Optional.empty()
                : Optional.of(new RootTable(
                        table.name(),
                        key,
                        columns.bindOptional(declared.nameColumn(), "the name column"),
                        activeWhere(declared, table),
                        declared.flag()
                                .flatMap(flag -> columns.bind(flag.column(), "the active flag")
                                        .map(table::column)
                                        .map(column -> activeFlag(flag, column)))
                                .orElse(null)));
    }

    /** Where a database keeps truth values as numbers, true and false stand for 1 and 0. */
    private static RootTable.ActiveFlag activeFlag(RootTable.ActiveFlag declared, Column column) {
        UnaryOperator<String> text = value -> column.form() != ValueForm.NUMBER
                ? value
                : value.equals("true") ? "1" : value.equals("false") ? "0" : value;
        return new RootTable.ActiveFlag(column.name(), text.apply(declared.active()), text.apply(declared.inactive()));
    }

    private @Nullable String rootKey(RootDeclaration declared, TableSchema table, ColumnNames columns) {
        if (declared.keyColumn() == null) {
            if (table.keyColumns().size() == 1) {
                return table.keyColumns().get(0);
            }
            problems.add(
                    table.name(),
                    "The tenant table '" + table.name() + "' has no primary key of a single column.",
                    "Declare which of its columns is the tenant's id (key).");
            return null;
        }
        Optional<String> key = columns.bind(declared.keyColumn(), "the tenant key");
        if (key.isPresent() && !SchemaIndex.isKey(table, List.of(key.get()))) {
            problems.add(
                    table.name(),
                    "Column '" + key.get() + "' of the tenant table '" + table.name() + "' is not unique.",
                    "The tenant key must be a primary key or have a unique constraint of its own.");
        }
        return key.orElse(null);
    }

    private @Nullable String activeWhere(RootDeclaration declared, TableSchema table) {
        String sql = declared.activeWhere();
        if (sql != null && sql.isBlank()) {
            problems.add(
                    table.name(),
                    "The condition for active tenants of '" + table.name() + "' is blank.",
                    "Leave it out, or write an SQL condition such as: active = true");
        }
        return sql;
    }

    /** The one table that every declared tenant column refers to, where the database says so. */
    private Optional<RootTable> rootBehind(List<String> tenantColumns) {
        Map<TableName, String> keys = new TreeMap<>();
        for (TableSchema table : index.schema().tables()) {
            table.foreignKeys().stream()
                    .filter(key -> key.columns().size() == 1
                            && containsIgnoringCase(tenantColumns, key.columns().get(0))
                            && !key.parent().equals(table.name()))
                    .forEach(key -> keys.put(key.parent(), key.parentColumns().get(0)));
        }
        return keys.size() == 1
                ? keys.entrySet().stream()
                        .filter(key -> !index.schema().isNeighbour(key.getKey()))
                        .filter(key -> index.find(key.getKey()).isPresent())
                        .map(key -> new RootTable(key.getKey(), key.getValue(), null, null, null))
                        .findFirst()
                : Optional.empty();
    }

    private List<String> tenantColumns(Optional<RootTable> root) {
        Set<String> existing = columnNames(column -> true);
        if (!declarations.tenantColumns().isEmpty()) {
            declarations.tenantColumns().stream()
                    .filter(name -> !containsIgnoringCase(existing, name))
                    .forEach(name -> problems.add(
                            null,
                            "No table has the tenant column '" + name + "'.",
                            NearestName.suggestion(name, existing)
                                    .orElse("Name the column that carries the tenant's key.")));
            return declarations.tenantColumns();
        }
        return root.stream()
                .flatMap(table -> NamingConventions.tenantColumns(table.table().name()).stream())
                .filter(candidate -> existing.stream()
                        .anyMatch(name -> NamingConventions.snake(name).equals(candidate)))
                .limit(1)
                .flatMap(candidate -> existing.stream()
                        .filter(name -> NamingConventions.snake(name).equals(candidate)))
                .toList();
    }

    private void requireSomeOwner(Map<TableName, TableDeclaration> tables) {
        boolean someOwner = tables.values().stream()
                .anyMatch(table -> table.ownership() instanceof OwnershipDeclaration.ByColumn
                        || table.ownership() instanceof OwnershipDeclaration.Where);
        if (!someOwner && declarations.tenantColumns().isEmpty()) {
            problems.add(
                    null,
                    "Nothing says which table has one row per tenant, nor which column carries the tenant's key.",
                    tenantHint());
        }
    }

    private String tenantHint() {
        Map<TableName, Long> referrers = index.schema().tables().stream()
                .flatMap(table -> table.foreignKeys().stream())
                .filter(key -> key.columns().size() == 1)
                .collect(Collectors.groupingBy(key -> key.parent(), TreeMap::new, Collectors.counting()));
        List<String> most = referrers.entrySet().stream()
                .sorted(Map.Entry.<TableName, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(3)
                .map(entry -> "'" + entry.getKey() + "' (" + entry.getValue() + " references)")
                .toList();
        return "Name the tenant table"
                + (most.isEmpty() ? "." : "; most referred to are " + String.join(", ", most) + ".");
    }

    private Set<String> columnNames(Predicate<Column> wanted) {
        DatabaseSchema schema = index.schema();
        return schema.tables().stream()
                .flatMap(table -> table.columns().stream())
                .filter(wanted)
                .map(Column::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean containsIgnoringCase(Iterable<String> names, String wanted) {
        List<String> lower = new ArrayList<>();
        names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
        return lower.contains(wanted.toLowerCase(Locale.ROOT));
    }
}
