// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.shared;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.JsonReference;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.HeldRows;
import dev.tenantbackup.plan.HeldRows.Document;
import dev.tenantbackup.plan.SharedMatch.Side;
import dev.tenantbackup.plan.TablePlan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The references into shared tables that may have led nowhere, and were followed when the backup was taken. Gathers what the
 * rows that it holds have here.
 */
final class FollowedReferences {

    private final Set<Reference> references = new HashSet<>();
    private final Set<Document> documents = new HashSet<>();
    private final Map<Side, Set<Row>> values = new HashMap<>();

    private FollowedReferences() {}

    /**
     * @param tables the shared tables whose rows are looked for
     * @param loaded the tables whose rows are loaded
     */
    static FollowedReferences of(
            Catalog catalog, SharedSource source, List<SharedTable> tables, List<TablePlan> loaded) {
        FollowedReferences followed = new FollowedReferences();
        for (TablePlan table : loaded) {
            for (Reference reference : table.table().references()) {
                if (isKnown(catalog, source, tables, reference.parent()) && source.followed(reference)) {
                    followed.references.add(reference);
                    followed.values.computeIfAbsent(Side.of(reference), side -> new HashSet<>());
                }
            }
            for (JsonReference reference : table.table().jsonReferences()) {
                if (isKnown(catalog, source, tables, reference.parent()) && source.followed(table.name(), reference)) {
                    followed.documents.add(new Document(table.name(), reference));
                    Side side = new Side(reference.parent(), List.of(reference.parentColumn()));
                    followed.values.computeIfAbsent(side, any -> new HashSet<>());
                }
            }
        }
        return followed;
    }

    /** Whether a table is shared, and its archived rows are looked for or there are none. */
    private static boolean isKnown(Catalog catalog, SharedSource source, List<SharedTable> tables, TableName parent) {
        boolean isShared = catalog.find(parent)
                .map(CatalogTable::ownership)
                .filter(Ownership.Shared.class::isInstance)
                .isPresent();
        return isShared
                && (!source.tables().contains(parent)
                        || tables.stream().anyMatch(table -> table.name().equals(parent)));
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** Whether a side's values matter. */
    boolean asks(Side side) {
        return values.containsKey(side);
    }

    /** Takes down what a row that the backup holds has here. */
    void hold(Side side, Row here) {
        Set<Row> held = values.get(side);
        if (held != null) {
            held.add(here);
        }
    }

    HeldRows rows(Map<Side, Set<Row>> taken, Map<Side, Row> nobodys) {
        return new HeldRows(references, documents, values, taken, nobodys);
    }
}
