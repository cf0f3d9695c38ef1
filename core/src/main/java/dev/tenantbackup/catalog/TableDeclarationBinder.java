// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.TableSchema;
import dev.tenantbackup.schema.Trigger;
import dev.tenantbackup.schema.ValueForm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Holds what is declared of single tables against the schema. */
final class TableDeclarationBinder {

    private static final Pattern JSON_PATH = Pattern.compile("\\$(\\.[^.\\[]+|\\['[^']+'\\]|\\[\\*\\])*");
    private static final Pattern TEXT_PATTERN = Pattern.compile("[^$*][^*]*\\*[^*]*|\\*[^*]*");

    private final SchemaIndex index;
    private final Problems problems;

    TableDeclarationBinder(SchemaIndex index, Problems problems) {
        this.index = index;
        this.problems = problems;
    }

    /** The declaration with the database's names, or empty if there is no such table. */
    Optional<TableDeclaration> bind(TableDeclaration declared) {
        return findTable(declared.table(), "a declaration").map(table -> bind(declared, table));
    }

    private TableDeclaration bind(TableDeclaration declared, TableSchema table) {
        ColumnNames columns = new ColumnNames(table, problems);
        TableDeclaration.Builder bound = TableDeclaration.builder(table.name());
        declared.declaredOwnership()
                .flatMap(owner -> bindOwnership(owner, table, columns))
                .ifPresent(bound::ownership);
        declared.references()
                .forEach(each -> bindReference(each, table, columns).ifPresent(bound::reference));
        declared.polymorphic().forEach(each -> bindPair(each, table, columns).ifPresent(bound::polymorphic));
        declared.jsonReferences().forEach(each -> bindJson(each, table, columns).ifPresent(bound::jsonReference));
        declared.notReferences()
                .forEach(column -> columns.bind(column, "no reference").ifPresent(bound::notReferences));
        declared.declaredRule().ifPresent(bound::rule);
        declared.columnRules()
                .forEach((column, rule) ->
                        columns.bind(column, "a column with a rule").ifPresent(name -> bound.columnRule(name, rule)));
        declared.uniqueRules()
                .forEach((column, rule) -> columns.bind(column, "a column with a unique rule")
                        .filter(name -> fits(rule, table, name))
                        .ifPresent(name -> bound.uniqueRule(name, rule)));
        declared.triggerRules()
                .forEach((trigger, rule) -> columns.bindAll(
                                rule.ownedColumns(), "a column of trigger '" + trigger + "'")
                        .ifPresent(owned -> bound.triggerRule(triggerName(table, trigger), new TriggerRule(owned))));
        declared.dirtyRules()
                .forEach((column, rule) -> columns.bind(column, "a column with a rule for dirty references")
                        .filter(name -> fits(rule, table, name))
                        .ifPresent(name -> bound.dirtyRule(name, rule)));
        new FileColumnBinder(table, columns, problems).bind(declared).forEach(bound::file);
        return bound.build();
    }

    private Optional<OwnershipDeclaration> bindOwnership(
            OwnershipDeclaration declared, TableSchema table, ColumnNames columns) {
        if (declared instanceof OwnershipDeclaration.ByColumn byColumn) {
            return columns.bind(byColumn.column(), "the tenant column")
                    .map(column -> new OwnershipDeclaration.ByColumn(column, byColumn.through()));
        }
        if (declared instanceof OwnershipDeclaration.Shared shared) {
            return columns.bindAll(shared.naturalKey(), "part of the natural key")
                    .map(OwnershipDeclaration.Shared::new);
        }
        if (declared instanceof OwnershipDeclaration.Where where && !where.sql().contains(":tenant")) {
            problems.add(
                    table.name(),
                    "The condition that owns rows of '" + table.name() + "' does not name the tenant: " + where.sql(),
                    "Write :tenant where the tenant's key belongs, for example: slug LIKE 'tenant-' || :tenant || '-%'");
            return Optional.empty();
        }
        return Optional.of(declared);
    }

    private Optional<ReferenceDeclaration> bindReference(
            ReferenceDeclaration declared, TableSchema table, ColumnNames columns) {
        Optional<List<String>> from = columns.bindAll(declared.columns(), "a reference");
        Optional<TableSchema> parent = findTable(declared.parent(), "what '" + table.name() + "' refers to");
        if (from.isEmpty() || parent.isEmpty()) {
            return Optional.empty();
        }
        Optional<List<String>> to = declared.parentColumns().isEmpty()
                ? Optional.of(parent.get().keyColumns())
                : new ColumnNames(parent.get(), problems)
                        .bindAll(declared.parentColumns(), "the target of a reference");
        return to.filter(target -> canRefer(table, from.get(), parent.get(), target))
                .map(target -> new ReferenceDeclaration(
                        from.get(), parent.get().name(), target, declared.none(), declared.name()));
    }

    private Optional<PolymorphicDeclaration> bindPair(
            PolymorphicDeclaration declared, TableSchema table, ColumnNames columns) {
        Optional<String> type = columns.bind(declared.typeColumn(), "the type of a polymorphic pair");
        Optional<String> id = columns.bind(declared.idColumn(), "the id of a polymorphic pair");
        Map<String, TableName> parents = new TreeMap<>();
        declared.tables()
                .forEach((value, name) -> findTable(
                                name, "the parent of '" + table.name() + "' for type '" + value + "'")
                        .filter(parent ->
                                id.isEmpty() || canRefer(table, List.of(id.get()), parent, parent.keyColumns()))
                        .ifPresent(parent -> parents.put(value, parent.name())));
        return type.isEmpty() || id.isEmpty() || parents.isEmpty()
                ? Optional.empty()
                : Optional.of(new PolymorphicDeclaration(type.get(), id.get(), parents));
    }

    private Optional<JsonReferenceDeclaration> bindJson(
            JsonReferenceDeclaration declared, TableSchema table, ColumnNames columns) {
        Optional<String> column = columns.bind(declared.column(), "a text with ids");
        column.map(table::column)
                .filter(found -> found.form() != ValueForm.JSON && found.form() != ValueForm.TEXT)
                .ifPresent(found -> problems.add(
                        table.name(),
                        "Column '" + found.name() + "' of table '" + table.name() + "' is of type " + found.type()
                                + " and can't hold ids in a text.",
                        "Only JSON columns and columns whose values are texts can."));
        boolean understood = declared.path().startsWith("$")
                ? JSON_PATH.matcher(declared.path()).matches()
                : TEXT_PATTERN.matcher(declared.path()).matches();
        if (!understood) {
            problems.add(
                    table.name(),
                    "The place '" + declared.path() + "' of ids in '" + table.name() + "." + declared.column()
                            + "' is not understood.",
                    "In JSON use $, .name, ['name'] and [*], for example $[*].options[*].option_id; elsewhere one * where"
                            + " an id stands, for example /orders/*");
            return Optional.empty();
        }
        Optional<TableSchema> parent = findTable(declared.parent(), "what '" + table.name() + "' refers to");
        return column.flatMap(from -> parent.flatMap(target -> {
            List<String> to = declared.toColumn().map(List::of).orElse(target.keyColumns());
            return new ColumnNames(target, problems)
                    .bindAll(to, "the target of a reference")
                    .filter(bound -> isSingleKey(table, target, bound))
                    .map(bound -> new JsonReferenceDeclaration(from, declared.path(), target.name(), bound.get(0)));
        }));
    }

    private Optional<TableSchema> findTable(TableName name, String role) {
        Optional<TableSchema> found = index.find(name);
        if (found.isEmpty()) {
            problems.add(
                    name,
                    "Table '" + name + "' does not exist; it is named as " + role + ".",
                    NearestName.suggestion(name.toString(), index.tableNames())
                            .orElse("Remove it from the catalog if it was dropped."));
        }
        return found;
    }

    private boolean canRefer(TableSchema table, List<String> columns, TableSchema parent, List<String> parentColumns) {
        String link = table.name() + "(" + String.join(", ", columns) + ") -> " + parent.name() + "("
                + String.join(", ", parentColumns) + ")";
        if (columns.size() != parentColumns.size()) {
            problems.add(
                    table.name(),
                    "The reference " + link + " has " + columns.size() + " columns on one side and "
                            + parentColumns.size() + " on the other.",
                    "Name the columns of a unique key of '" + parent.name()
                            + "', as many as there are referring ones.");
            return false;
        }
        if (!SchemaIndex.isKey(parent, parentColumns)) {
            problems.add(
                    table.name(),
                    "The reference " + link + " does not lead to a key of '" + parent.name() + "'.",
                    "A reference must name a primary key or a unique constraint.");
            return false;
        }
        for (int i = 0; i < columns.size(); i++) {
            Column from = table.column(columns.get(i));
            Column to = parent.column(parentColumns.get(i));
            if (from.form() != to.form() && from.form() != ValueForm.TEXT) {
                problems.add(
                        table.name(),
                        "The reference " + link + " compares " + from.type() + " with " + to.type() + ".",
                        "Both sides must be of the same kind, or the referring one must be text.");
                return false;
            }
        }
        return true;
    }

    private boolean isSingleKey(TableSchema table, TableSchema parent, List<String> columns) {
        if (columns.size() == 1 && SchemaIndex.isKey(parent, columns)) {
            return true;
        }
        problems.add(
                table.name(),
                "A reference inside texts of '" + table.name() + "' does not lead to a single-column key of '"
                        + parent.name() + "'.",
                "Name a column of '" + parent.name() + "' that is unique by itself.");
        return false;
    }

    private boolean fits(UniqueRule rule, TableSchema table, String name) {
        Column column = table.column(name);
        String refusal =
                switch (rule) {
                    case NULL -> column.nullable() ? "" : "it does not accept NULL";
                    case SUFFIX -> column.holdsCharacters() ? "" : "only text can get a suffix";
                    case MINT, KEEP -> "";
                };
        if (!refusal.isEmpty()) {
            problems.add(
                    table.name(),
                    "Unique rule " + rule + " does not suit column '" + name + "' of table '" + table.name()
                            + "', of type " + column.type() + ": " + refusal + ".",
                    "Choose another of SUFFIX, MINT, NULL and KEEP.");
        }
        return refusal.isEmpty();
    }

    private boolean fits(DirtyRule rule, TableSchema table, String name) {
        if (rule != DirtyRule.NULL || CatalogTable.canBecomeNull(table, name)) {
            return true;
        }
        problems.add(
                table.name(),
                "Dirty references in column '" + name + "' of table '" + table.name() + "' can't become NULL: "
                        + (table.keyColumns().isEmpty()
                                ? "the table has no primary key to tell its rows apart."
                                : "the column does not accept it, or is part of the key."),
                "Choose keep or refuse.");
        return false;
    }

    private static String triggerName(TableSchema table, String declared) {
        return table.triggers().stream()
                .map(Trigger::name)
                .filter(name -> name.equalsIgnoreCase(declared))
                .findFirst()
                .orElse(declared);
    }
}
