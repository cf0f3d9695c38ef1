// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.load;

import dev.tenantbackup.catalog.JsonReference;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.plan.ChangeCounter;
import dev.tenantbackup.plan.ChangeVisitor;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.plan.Conflict.Kind;
import dev.tenantbackup.plan.ReferringValues;
import dev.tenantbackup.plan.SharedMatch;
import dev.tenantbackup.plan.SharedMatch.Side;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.remap.ColumnRewrite.Document;
import dev.tenantbackup.remap.ColumnRewrite.DocumentIds;
import dev.tenantbackup.remap.DocumentRewriter;
import dev.tenantbackup.remap.IdPlace;
import dev.tenantbackup.remap.KeyDomain;
import dev.tenantbackup.remap.KeyDomain.Allocation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Notices rows to be written that refer to shared rows which aren't here. A row that stays as it is may refer to anything. */
final class MissingSharedRows {

    private static final int REASONS = 3;

    private final SharedMatch shared;
    private final List<Watched> watched = new ArrayList<>();

    MissingSharedRows(SharedMatch shared) {
        this.shared = shared;
    }

    /** Looks at the changes of a table on their way to somebody else. */
    ChangeVisitor watch(TablePlan table, ChangeVisitor next) {
        List<Watched> ofTable = new ArrayList<>();
        for (Reference reference : table.table().references()) {
            if (shared.missing().containsKey(Side.of(reference))
                    && ReferringValues.canBeReadFrom(reference, table.columns())) {
                ReferringValues values = new ReferringValues(reference, table.columns());
                ofTable.add(new Watched(
                        table,
                        Side.of(reference),
                        reference.toString(),
                        row -> values.of(row).map(Set::of).orElse(Set.of())));
            }
        }
        for (JsonReference reference : table.table().jsonReferences()) {
            Side side = new Side(reference.parent(), List.of(reference.parentColumn()));
            if (shared.missing().containsKey(side) && table.columns().contains(reference.column())) {
                String name = table.name() + "." + reference.column() + " " + reference.path() + " -> "
                        + reference.parent() + "." + reference.parentColumn();
                ofTable.add(new Watched(table, side, name, row -> ids(table, reference, row)));
            }
        }
        watched.addAll(ofTable);
        return ofTable.isEmpty() ? next : new Watch(ofTable, next);
    }

    private static Set<Row> ids(TablePlan table, JsonReference reference, Row row) {
        String document = row.value(table.position(reference.column()));
        Set<Row> ids = new HashSet<>();
        if (document != null) {
            KeyDomain domain = new KeyDomain(reference.parent(), reference.parentColumn(), Allocation.NEXT_NUMBER);
            Document places = new Document(List.of(new DocumentIds(IdPlace.parse(reference.path()), domain)));
            new DocumentRewriter(places, (any, found) -> {
                        found.forEach(id -> ids.add(Row.of(id)));
                        return Map.of();
                    })
                    .rewrite(List.of(document));
        }
        return ids;
    }

    List<Conflict> conflicts() {
        return watched.stream().flatMap(one -> one.conflict().stream()).toList();
    }

    private record Watch(List<Watched> references, ChangeVisitor next) implements ChangeVisitor {

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

    /** One reference of one table, and what was found out about it. */
    private final class Watched {

        private final TablePlan table;
        private final Side side;
        private final String name;
        private final Function<Row, Set<Row>> referred;
        private final List<RowKey> samples = new ArrayList<>();
        private final Set<String> reasons = new TreeSet<>();
        private long rows;

        Watched(TablePlan table, Side side, String name, Function<Row, Set<Row>> referred) {
            this.table = table;
            this.side = side;
            this.name = name;
            this.referred = referred;
        }

        void written(Row row, Optional<Row> instead) {
            Set<Row> added = new HashSet<>(referred.apply(row));
            added.removeIf(values -> shared.missing(side, values).isEmpty());
            if (!added.isEmpty()) {
                instead.map(referred).ifPresent(added::removeAll);
            }
            if (added.isEmpty()) {
                return;
            }
            rows++;
            if (samples.size() < ChangeCounter.SAMPLES) {
                samples.add(table.keyOf(row));
            }
            for (Row values : added) {
                if (reasons.size() < REASONS) {
                    shared.missing(side, values).ifPresent(reasons::add);
                }
            }
        }

        Optional<Conflict> conflict() {
            return rows == 0
                    ? Optional.empty()
                    : Optional.of(new Conflict(
                            Kind.SHARED_ROW,
                            table.name(),
                            rows + " rows of table '" + table.name() + "' refer to rows of shared table '"
                                    + side.table() + "' that can't be found again (" + name + "): "
                                    + String.join("; ", reasons) + ".",
                            "create these rows first, or allow the restore to create what is missing; if the same keys"
                                    + " mean the same rows here, say that shared rows go by key.",
                            rows,
                            samples,
                            List.of()));
        }
    }
}
