// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.DatabaseSchema;
import dev.tenantbackup.schema.ForeignKey;
import dev.tenantbackup.schema.TableSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A catalog without a resolver: foreign keys become references, and everything else is as the test says. A table of which
 * nothing is said is owned by the column {@code tenant_id}.
 */
public final class HandMadeCatalog {

    private final DatabaseSchema schema;
    private final Map<TableName, Ownership> ownerships = new HashMap<>();
    private final Map<TableName, List<Reference>> references = new TreeMap<>();
    private final Map<TableName, List<JsonReference>> documents = new HashMap<>();
    private final Map<TableName, TableRule> rules = new HashMap<>();
    private final Map<TableName, Map<String, ColumnRule>> columnRules = new HashMap<>();
    private final Map<TableName, Map<String, UniqueRule>> uniqueRules = new HashMap<>();
    private final Map<TableName, Map<String, TriggerRule>> triggerRules = new HashMap<>();
    private @Nullable RootTable root;

    private HandMadeCatalog(DatabaseSchema schema) {
        this.schema = schema;
        for (TableSchema table : schema.tables()) {
            List<Reference> declared = new ArrayList<>();
            for (ForeignKey key : table.foreignKeys()) {
                declared.add(new Reference(
                        key.name(),
                        table.name(),
                        key.columns(),
                        key.parent(),
                        key.parentColumns(),
                        null,
                        true,
                        Set.of()));
            }
            references.put(table.name(), declared);
        }
    }

    public static HandMadeCatalog of(DatabaseSchema schema) {
        return new HandMadeCatalog(schema);
    }

    public HandMadeCatalog root(String table) {
        ownerships.put(TableName.of(table), new Ownership.Root("id"));
        root = new RootTable(
                TableName.of(table), "id", "name", null, new RootTable.ActiveFlag("active", "true", "false"));
        return this;
    }

    /** The table of tenants, of which no more is known than its key. */
    public HandMadeCatalog bareRoot(String table) {
        ownerships.put(TableName.of(table), new Ownership.Root("id"));
        root = new RootTable(TableName.of(table), "id", null, null, null);
        return this;
    }

    public HandMadeCatalog owned(String table, Ownership ownership) {
        ownerships.put(TableName.of(table), ownership);
        return this;
    }

    /** A reference that the database knows nothing of. */
    public HandMadeCatalog reference(String table, String column, String parent, String parentColumn, String... none) {
        return reference(new Reference(
                "declared_" + column,
                TableName.of(table),
                List.of(column),
                TableName.of(parent),
                List.of(parentColumn),
                null,
                false,
                Set.of(none)));
    }

    /** One case of a polymorphic pair. */
    public HandMadeCatalog polymorphic(String table, String type, String value, String id, String parent) {
        return reference(new Reference(
                "declared_" + type + "_" + value,
                TableName.of(table),
                List.of(id),
                TableName.of(parent),
                List.of("id"),
                new Reference.Condition(type, value),
                false,
                Set.of()));
    }

    private HandMadeCatalog reference(Reference reference) {
        references
                .computeIfAbsent(reference.table(), table -> new ArrayList<>())
                .add(reference);
        return this;
    }

    public HandMadeCatalog document(String table, String column, String path, String parent, String parentColumn) {
        documents
                .computeIfAbsent(TableName.of(table), name -> new ArrayList<>())
                .add(new JsonReference(column, path, TableName.of(parent), parentColumn));
        return this;
    }

    public HandMadeCatalog rule(String table, TableRule rule) {
        rules.put(TableName.of(table), rule);
        return this;
    }

    public HandMadeCatalog rule(String table, String column, ColumnRule rule) {
        columnRules
                .computeIfAbsent(TableName.of(table), name -> new HashMap<>())
                .put(column, rule);
        return this;
    }

    public HandMadeCatalog unique(String table, String column, UniqueRule rule) {
        uniqueRules
                .computeIfAbsent(TableName.of(table), name -> new HashMap<>())
                .put(column, rule);
        return this;
    }

    public HandMadeCatalog trigger(String table, String trigger, TriggerRule rule) {
        triggerRules
                .computeIfAbsent(TableName.of(table), name -> new HashMap<>())
                .put(trigger, rule);
        return this;
    }

    public Catalog build() {
        List<CatalogTable> tables = new ArrayList<>();
        for (TableSchema table : schema.tables()) {
            TableName name = table.name();
            tables.add(new CatalogTable(
                    table,
                    ownerships.getOrDefault(name, new Ownership.ByColumn("tenant_id", List.of())),
                    references.getOrDefault(name, List.of()),
                    documents.getOrDefault(name, List.of()),
                    rules.getOrDefault(name, TableRule.REPLACE),
                    columnRules.getOrDefault(name, Map.of()),
                    uniqueRules.getOrDefault(name, Map.of()),
                    triggerRules.getOrDefault(name, Map.of())));
        }
        return new Catalog(schema, root, tables, Map.of(), List.of());
    }
}
