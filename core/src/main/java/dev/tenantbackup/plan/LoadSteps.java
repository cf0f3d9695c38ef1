// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.UniqueKey;
import dev.tenantbackup.schema.ValueForm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The steps that apply a staged change set, in an order that meets every foreign key and unique key on the way:
 *
 * <ol>
 *   <li>create shared rows that are missing;
 *   <li>park unique values that change hands;
 *   <li>clear nullable references to rows that go;
 *   <li>delete, children first, what nothing refers to any more; rows of tables without a key before all others;
 *   <li>insert, parents first, leaving references that close a cycle for later;
 *   <li>fill these, and update;
 *   <li>delete what was still referred to.
 * </ol>
 */
public final class LoadSteps {

    private final LoadPlan plan;
    private final Map<TableName, TableChanges> changes;
    private final Map<TableName, Integer> positions = new HashMap<>();
    private final Map<TableName, List<Reference>> holding = new HashMap<>();
    private final List<LoadStep> steps = new ArrayList<>();

    private LoadSteps(LoadPlan plan, Map<TableName, TableChanges> changes) {
        this.plan = plan;
        this.changes = changes;
        plan.tables().forEach(table -> positions.put(table.name(), positions.size()));
        for (int i = plan.tables().size() - 1; i >= 0; i--) {
            TablePlan table = plan.tables().get(i);
            holding.put(table.name(), references(table));
        }
    }

    /** The steps for a change set of these sizes. Tables without changes have none. */
    public static List<LoadStep> of(LoadPlan plan, Map<TableName, TableChanges> changes) {
        return new LoadSteps(plan, changes).steps();
    }

    private List<LoadStep> steps() {
        List<TablePlan> parentsFirst = plan.tables();
        plan.shared().created().forEach(created -> create(created.table()));
        parentsFirst.forEach(this::park);
        parentsFirst.forEach(this::clear);
        List<TableName> remaining = new ArrayList<>();
        parentsFirst.stream().filter(this::isLoose).forEach(table -> delete(table, remaining));
        for (int i = parentsFirst.size() - 1; i >= 0; i--) {
            if (!isLoose(parentsFirst.get(i))) {
                delete(parentsFirst.get(i), remaining);
            }
        }
        parentsFirst.forEach(this::insert);
        parentsFirst.forEach(this::fillAndUpdate);
        remaining.forEach(table -> steps.add(new LoadStep.Delete(table, List.of())));
        return List.copyOf(steps);
    }

    private void create(TablePlan shared) {
        if (of(shared.name()).inserted() > 0) {
            steps.add(new LoadStep.Insert(shared.name(), List.of()));
        }
    }

    private TableChanges of(TableName table) {
        return changes.getOrDefault(table, TableChanges.NONE);
    }

    private void park(TablePlan table) {
        TableChanges own = of(table.name());
        boolean outlivesInserts =
                table.hasKey() && own.deleted() > 0 && !holding(table).isEmpty();
        boolean isWanted = own.inserted() + own.updated() > 0;
        if (!isWanted || (own.updated() == 0 && !outlivesInserts)) {
            return;
        }
        for (UniqueKey key : table.table().schema().uniqueKeys()) {
            parkable(plan.catalog(), table, key)
                    .ifPresent(column ->
                            steps.add(new LoadStep.ParkUnique(table.name(), key, column.name(), outlivesInserts)));
        }
    }

    /**
     * The column of a unique key that can hold a value of no meaning for a moment: NULL where that collides with nothing,
     * else a number, a text or a UUID; a reference only where it can be NULL, never what names the tenant or what others
     * refer to.
     */
    static Optional<Column> parkable(Catalog catalog, TablePlan table, UniqueKey key) {
        if (key.partial() || !table.columns().containsAll(key.columns())) {
            return Optional.empty();
        }
        List<Column> free = key.columns().stream()
                .map(table::column)
                .filter(column -> !table.key().contains(column.name()))
                .filter(column -> !namesTenant(table.table(), column.name()))
                .filter(column -> !isReferredTo(catalog, table, column.name()))
                .toList();
        Predicate<Column> canBeNull = column -> column.nullable() && key.nullsDistinct();
        Predicate<Column> isContent = column -> !isReferring(table.table(), column.name());
        Predicate<Column> isFilled = isContent.and(column -> !column.nullable());
        return first(free, canBeNull.and(isContent))
                .or(() -> first(free, isFilled.and(column -> column.form() == ValueForm.NUMBER)))
                .or(() -> first(free, isFilled.and(Column::holdsCharacters)))
                .or(() -> first(free, isFilled.and(column -> column.form() == ValueForm.UUID)))
                .or(() -> first(free, canBeNull))
                .or(() -> first(free, isContent.and(LoadSteps::takesAnyValue)));
    }

    private static Optional<Column> first(List<Column> columns, Predicate<Column> wanted) {
        return columns.stream().filter(wanted).findFirst();
    }

    private static boolean takesAnyValue(Column column) {
        return column.form() == ValueForm.NUMBER || column.form() == ValueForm.UUID || column.holdsCharacters();
    }

    private static boolean isReferring(CatalogTable table, String column) {
        return table.references().stream()
                .anyMatch(reference -> reference.columns().contains(column));
    }

    /** Whether the column says whose the row is: another value, even for a moment, would make it another's. */
    private static boolean namesTenant(CatalogTable table, String column) {
        return (table.ownership() instanceof Ownership.ByColumn owned
                        && owned.column().equals(column))
                || (table.ownership() instanceof Ownership.Root root
                        && root.keyColumn().equals(column));
    }

    private static boolean isReferredTo(Catalog catalog, TablePlan table, String column) {
        return catalog.referencesTo(table.name()).stream()
                .anyMatch(reference ->
                        reference.enforced() && reference.parentColumns().contains(column));
    }

    private void clear(TablePlan table) {
        for (Reference reference : table.table().references()) {
            if (!reference.enforced() || of(reference.parent()).deleted() == 0) {
                continue;
            }
            List<String> columns = LoadOrder.clearable(table.table().schema(), reference).stream()
                    .filter(table.columns()::contains)
                    .toList();
            boolean outlivesParent = position(table.name()) <= position(reference.parent()) && !isLoose(table);
            TableChanges own = of(table.name());
            if (!columns.isEmpty() && (own.updated() > 0 || (outlivesParent && own.deleted() > 0))) {
                steps.add(new LoadStep.ClearReferences(reference, columns, outlivesParent));
            }
        }
    }

    /** Whether rows are told apart by all their values, and can go first: they must not be changed before they are deleted. */
    private boolean isLoose(TablePlan table) {
        return !table.hasKey()
                && plan.catalog().referencesTo(table.name()).stream().noneMatch(Reference::enforced);
    }

    /** Where a table stands in the order of inserts; deletes go the other way round. */
    private int position(TableName table) {
        return positions.getOrDefault(table, Integer.MAX_VALUE);
    }

    private void delete(TablePlan table, List<TableName> remaining) {
        if (of(table.name()).deleted() == 0) {
            return;
        }
        List<Reference> holding = holding(table);
        steps.add(new LoadStep.Delete(table.name(), holding));
        if (!holding.isEmpty()) {
            remaining.add(table.name());
        }
    }

    /** The references by which rows that stay for now hold on to rows of a table that are to be deleted. */
    private List<Reference> holding(TablePlan table) {
        return holding.getOrDefault(table.name(), List.of());
    }

    /** Those of rows to be updated that can't let go, and those of rows that are held on to themselves. */
    private List<Reference> references(TablePlan table) {
        if (of(table.name()).deleted() == 0) {
            return List.of();
        }
        return plan.catalog().referencesTo(table.name()).stream()
                .filter(Reference::enforced)
                .filter(reference -> !holding.getOrDefault(reference.table(), List.of())
                                .isEmpty()
                        || (of(reference.table()).updated() > 0
                                && !reference.isOptional(
                                        plan.table(reference.table()).table().schema())))
                .toList();
    }

    private void insert(TablePlan table) {
        if (updatesFirst(table)) {
            steps.add(new LoadStep.Update(table.name()));
        }
        if (of(table.name()).inserted() > 0) {
            steps.add(new LoadStep.Insert(table.name(), plan.order().laterColumns(table.name())));
        }
    }

    private void fillAndUpdate(TablePlan table) {
        TableChanges own = of(table.name());
        List<String> later = plan.order().laterColumns(table.name());
        if (own.inserted() > 0 && !later.isEmpty()) {
            steps.add(new LoadStep.Fill(table.name(), later));
        }
        if (own.updated() > 0 && !updatesFirst(table)) {
            steps.add(new LoadStep.Update(table.name()));
        }
    }

    /**
     * Whether updates have to come before inserts: values under a constraint that nothing can be parked for are given up
     * by updates only, and rows to be inserted may refer to what an update brings back. That needs every row that an
     * updated one may refer to.
     */
    private boolean updatesFirst(TablePlan table) {
        TableChanges own = of(table.name());
        return own.updated() > 0
                && plan.order().laterColumns(table.name()).isEmpty()
                && table.table().schema().uniqueKeys().stream()
                        .anyMatch(key -> parkable(plan.catalog(), table, key).isEmpty())
                && table.table().references().stream()
                        .filter(Reference::enforced)
                        .allMatch(reference -> isBefore(reference.parent(), table.name()));
    }

    /** A table that is not loaded counts as one that is there already. */
    private boolean isBefore(TableName parent, TableName table) {
        return positions.getOrDefault(parent, -1) < position(table);
    }
}
