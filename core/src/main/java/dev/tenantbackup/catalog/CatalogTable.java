// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.TableSchema;
import dev.tenantbackup.schema.Trigger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One table with everything that is known and declared of it.
 *
 * @param schema what the database says
 * @param ownership whose its rows are
 * @param references everything it refers to: foreign keys and declared references, to tables of every ownership
 * @param jsonReferences ids inside its documents
 * @param rule what a restore may do to its rows
 * @param columnRules by column; a column without one is {@link ColumnRule#REPLACE}
 * @param uniqueRules by column: what becomes of values unique across tenants
 * @param triggerRules by trigger name; a trigger without one is undeclared
 * @param dirtyRules what becomes of dirty references, by one of their columns; for all others the request decides
 * @param files columns that hold keys of files outside of the database
 */
public record CatalogTable(
        TableSchema schema,
        Ownership ownership,
        List<Reference> references,
        List<JsonReference> jsonReferences,
        TableRule rule,
        Map<String, ColumnRule> columnRules,
        Map<String, UniqueRule> uniqueRules,
        Map<String, TriggerRule> triggerRules,
        Map<String, DirtyRule> dirtyRules,
        List<FileColumn> files) {

    public CatalogTable {
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(ownership, "ownership");
        Objects.requireNonNull(rule, "rule");
        references = List.copyOf(references);
        jsonReferences = List.copyOf(jsonReferences);
        columnRules = Map.copyOf(columnRules);
        uniqueRules = Map.copyOf(uniqueRules);
        triggerRules = Map.copyOf(triggerRules);
        dirtyRules = Map.copyOf(dirtyRules);
        files = List.copyOf(files);
    }

    /** A table of whose files nothing is said. */
    public CatalogTable(
            TableSchema schema,
            Ownership ownership,
            List<Reference> references,
            List<JsonReference> jsonReferences,
            TableRule rule,
            Map<String, ColumnRule> columnRules,
            Map<String, UniqueRule> uniqueRules,
            Map<String, TriggerRule> triggerRules,
            Map<String, DirtyRule> dirtyRules) {
        this(
                schema,
                ownership,
                references,
                jsonReferences,
                rule,
                columnRules,
                uniqueRules,
                triggerRules,
                dirtyRules,
                List.of());
    }

    /** A table of whose dirty references and files nothing is said. */
    public CatalogTable(
            TableSchema schema,
            Ownership ownership,
            List<Reference> references,
            List<JsonReference> jsonReferences,
            TableRule rule,
            Map<String, ColumnRule> columnRules,
            Map<String, UniqueRule> uniqueRules,
            Map<String, TriggerRule> triggerRules) {
        this(schema, ownership, references, jsonReferences, rule, columnRules, uniqueRules, triggerRules, Map.of());
    }

    /** The same table, of which a row that is there keeps its value in these columns whatever their own rules say. */
    public CatalogTable keeping(Set<String> columns) {
        if (columns.isEmpty()) {
            return this;
        }
        Map<String, ColumnRule> rules = new TreeMap<>(columnRules);
        columns.forEach(column -> rules.put(column, ColumnRule.LIVE));
        return new CatalogTable(
                schema,
                ownership,
                references,
                jsonReferences,
                rule,
                rules,
                uniqueRules,
                triggerRules,
                dirtyRules,
                files);
    }

    /** Whether a column of a table can hold NULL, and its rows can be told apart without it. */
    public static boolean canBecomeNull(TableSchema table, String column) {
        return !table.keyColumns().isEmpty()
                && !table.keyColumns().contains(column)
                && table.column(column).nullable();
    }

    public TableName name() {
        return schema.name();
    }

    /** Whether its rows can be a tenant's. */
    public boolean isOwned() {
        return ownership.isOwned();
    }

    public ColumnRule columnRule(String column) {
        return columnRules.getOrDefault(column, ColumnRule.REPLACE);
    }

    /** The columns that declared triggers set by themselves. */
    public Set<String> triggerOwnedColumns() {
        return triggerRules.values().stream()
                .flatMap(trigger -> trigger.ownedColumns().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The columns that declared triggers set by themselves when this happens to a row. */
    public Set<String> triggerOwnedColumns(Trigger.Event event) {
        return schema.triggers().stream()
                .filter(trigger -> trigger.events().contains(event))
                .map(trigger -> triggerRules.get(trigger.name()))
                .filter(Objects::nonNull)
                .flatMap(rule -> rule.ownedColumns().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The columns that name a row: the primary key, or all stored columns where there is none (then equal rows may
     * stand side by side).
     */
    public List<String> identifyingColumns() {
        return schema.keyColumns().isEmpty() ? schema.storedColumnNames() : schema.keyColumns();
    }
}
