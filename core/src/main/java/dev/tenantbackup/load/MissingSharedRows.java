// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.load;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.JsonReference;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.load.WatchedReference.SharedSide;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.plan.ChangeVisitor;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.plan.ReferringValues;
import dev.tenantbackup.plan.SharedMatch;
import dev.tenantbackup.plan.SharedMatch.Side;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.remap.IdFinder;
import dev.tenantbackup.remap.IdPlace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Notices rows to be written that refer to shared rows which aren't here, or which the backup doesn't hold: what led nowhere
 * there must not come to mean a row here. A row that stays as it is may refer to anything. Holds in memory the distinct
 * values that no row of the backup has.
 */
final class MissingSharedRows {

    private final Catalog catalog;
    private final SharedMatch shared;
    private final List<WatchedReference> watched = new ArrayList<>();

    MissingSharedRows(Catalog catalog, SharedMatch shared) {
        this.catalog = catalog;
        this.shared = shared;
    }

    /** Looks at the changes of a table on their way to somebody else. */
    ChangeVisitor watch(TablePlan table, ChangeVisitor next) {
        List<WatchedReference> ofTable = new ArrayList<>();
        for (Reference reference : table.table().references()) {
            Side side = Side.of(reference);
            boolean isTold = shared.held().tells(reference);
            if ((isTold || shared.missing().containsKey(side))
                    && ReferringValues.canBeReadFrom(reference, table.columns())) {
                ReferringValues values = new ReferringValues(reference, table.columns());
                ofTable.add(new WatchedReference(
                        shared,
                        table,
                        new SharedSide(side, columns(side), isTold, reference.enforced()),
                        reference.toString(),
                        row -> values.of(row).map(Set::of).orElse(Set.of())));
            }
        }
        for (JsonReference reference : table.table().jsonReferences()) {
            Side side = new Side(reference.parent(), List.of(reference.parentColumn()));
            boolean isTold = shared.held().tells(table.name(), reference);
            if ((isTold || shared.missing().containsKey(side))
                    && table.columns().contains(reference.column())) {
                String name = table.name() + "." + reference.column() + " " + reference.path() + " -> "
                        + reference.parent() + "." + reference.parentColumn();
                int position = table.position(reference.column());
                IdFinder ids = new IdFinder(List.of(IdPlace.parse(reference.path())));
                ofTable.add(new WatchedReference(
                        shared,
                        table,
                        new SharedSide(side, columns(side), isTold, false),
                        name,
                        row -> ids(ids, Optional.ofNullable(row.value(position)))));
            }
        }
        watched.addAll(ofTable);
        return ofTable.isEmpty() ? next : new Watch(ofTable, next);
    }

    private List<String> columns(Side side) {
        return catalog.table(side.table()).schema().storedColumnNames();
    }

    private static Set<Row> ids(IdFinder finder, Optional<String> document) {
        Set<Row> ids = new HashSet<>();
        try {
            document.map(finder::ids)
                    .ifPresent(places ->
                            places.values().forEach(texts -> texts.forEach(text -> ids.add(Row.of(text)))));
        } catch (IllegalArgumentException notJson) {
            return Set.of(); // names nothing, here as there
        }
        return ids;
    }

    /**
     * What stands in the way.
     *
     * @param reader of the transaction that writes, with no stream open
     */
    List<Conflict> conflicts(TenantReader reader) {
        return watched.stream().flatMap(one -> one.conflicts(reader).stream()).toList();
    }

    private record Watch(List<WatchedReference> references, ChangeVisitor next) implements ChangeVisitor {

        @Override
        public void insert(Row row) {
            references.forEach(reference -> reference.written(row, Optional.empty()));
            next.insert(row);
        }

        @Override
        public void update(Row live, Row row) {
            references.forEach(reference -> reference.written(row, Optional.of(live)));
            next.update(live, row);
        }

        @Override
        public void delete(Row live) {
            next.delete(live);
        }

        @Override
        public void unchanged(Row live) {
            next.unchanged(live);
        }

        @Override
        public void kept(Row row) {
            next.kept(row);
        }
    }
}
