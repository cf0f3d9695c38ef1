// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.catalog.RootTable;
import dev.tenantbackup.jdbc.load.StagingTable.Change;
import dev.tenantbackup.jdbc.load.Witness.Place;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.TableChanges;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.plan.Target;
import dev.tenantbackup.schema.TableSchema;
import dev.tenantbackup.schema.ValueForm;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a {@link Witness} of one load: at a few rows before the load writes any, and at the same ones again before it
 * commits. The transaction's own view is enough, since a row that others have changed meanwhile can't be written at this
 * isolation.
 */
final class WitnessSearch {

    /** Rows looked at: the first is nearly always one that the load changes. */
    private static final int ENOUGH = 4;

    private final LoadScope scope;
    private final Map<TableName, TableChanges> staged;
    private final Map<Place, Optional<List<@Nullable String>>> before = new LinkedHashMap<>();

    private WitnessSearch(LoadScope scope, Map<TableName, TableChanges> staged) {
        this.scope = scope;
        this.staged = staged;
    }

    /**
     * Looks at rows that are to be inserted, or else deleted, or else changed. Rows that get new keys are no good, but for a
     * new tenant's own: staged keys are not theirs.
     *
     * @param staged how many rows of each kind were staged
     */
    static WitnessSearch beforeWriting(LoadScope scope, Map<TableName, TableChanges> staged) {
        WitnessSearch search = new WitnessSearch(scope, staged);
        if (scope.plan().target() instanceof Target.NewTenant) {
            scope.plan().catalog().root().flatMap(search::own).ifPresent(search::look);
        } else {
            search.lookAtStaged();
        }
        return search;
    }

    /** A row that the transaction, which is about to commit, has changed; empty if none of those looked at was. */
    Optional<Witness> afterWriting() {
        for (Map.Entry<Place, Optional<List<@Nullable String>>> entry : before.entrySet()) {
            Optional<List<@Nullable String>> now = entry.getKey().look(scope.session());
            if (!now.equals(entry.getValue())) {
                return Optional.of(new Witness(entry.getKey(), entry.getValue(), now));
            }
        }
        return Optional.empty();
    }

    private void look(Place place) {
        before.put(place, place.look(scope.session()));
    }

    private Optional<Place> own(RootTable root) {
        TableSchema schema = scope.plan().catalog().table(root.table()).schema();
        return schema.keyColumns().equals(List.of(root.keyColumn()))
                ? Optional.of(new Place(schema, List.of(scope.tenant().value())))
                : Optional.empty();
    }

    private void lookAtStaged() {
        boolean keepsKeys = scope.plan().remap().isEmpty();
        for (Change change :
                keepsKeys ? List.of(Change.INSERT, Change.DELETE, Change.UPDATE) : List.of(Change.DELETE)) {
            for (TablePlan table : scope.plan().tables()) {
                TableChanges changes = staged.getOrDefault(table.name(), TableChanges.NONE);
                if (before.size() < ENOUGH && table.hasKey() && count(changes, change) > 0) {
                    find(table, change).ifPresent(this::look);
                }
            }
        }
    }

    private static long count(TableChanges changes, Change change) {
        return switch (change) {
            case INSERT -> changes.inserted();
            case UPDATE -> changes.updated();
            case DELETE -> changes.deleted();
            case PAIRED -> 0;
        };
    }

    private Optional<Place> find(TablePlan table, Change change) {
        MappedRows rows = scope.mapped(table.name(), "s");
        List<Field<String>> key = table.key().stream()
                .map(column -> scope.dialect().textOf(table.column(column), SqlTables.column(rows.staged(), column)))
                .toList();
        Condition isChange = StagingTable.is(rows.staged(), change);
        Table<?> live = scope.tables().as(table.name(), "t");
        return scope
                .sql()
                .fetch(
                        change == Change.UPDATE
                                ? rows.select(key)
                                        .join(live)
                                        .on(scope.match().same(table, rows.staged(), live))
                                        .where(isChange)
                                        .and(differs(table, rows, live))
                                        .limit(1)
                                : rows.select(key).where(isChange).limit(1))
                .map(row -> Arrays.asList(row.into(String[].class)))
                .stream()
                .map(texts -> new Place(table.table().schema(), texts))
                .findFirst();
    }

    /** Whether a live row will hold other values than it does: a reference that is to be cleared may be NULL already. */
    private Condition differs(TablePlan table, MappedRows rows, Table<?> live) {
        Condition differs = DSL.falseCondition();
        for (String column : table.columns()) {
            if (!table.key().contains(column)
                    && !table.leftToTriggers().contains(column)
                    && table.column(column).form() != ValueForm.UNSUPPORTED) {
                differs = differs.or(scope.dialect()
                        .textOf(table.column(column), rows.value(column))
                        .isDistinctFrom(scope.dialect().textOf(table.column(column), SqlTables.column(live, column))));
            }
        }
        return differs;
    }
}
