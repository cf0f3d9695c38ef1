// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.random;

import dev.tenantbackup.random.RandomReference.OnDelete;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table that is still being made. */
final class TableDraft {

    private final String name;
    private final List<RandomColumn> columns = new ArrayList<>();
    private final List<RandomReference> references = new ArrayList<>();
    private final List<List<String>> uniques = new ArrayList<>();
    private List<String> key = List.of();
    private Owner owner = new Owner.Shared(List.of());
    private int depth;
    private @Nullable String tenantColumn;

    TableDraft(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    String add(RandomColumn column) {
        columns.add(column);
        return column.name();
    }

    void key(String... names) {
        key = List.of(names);
    }

    void key(List<String> names) {
        key = List.copyOf(names);
    }

    List<String> key() {
        return key;
    }

    void unique(String... names) {
        uniques.add(List.of(names));
    }

    void unique(List<String> names) {
        uniques.add(List.copyOf(names));
    }

    /** How many references it is away from a row that names its tenant. */
    int depth() {
        return depth;
    }

    void owner(Owner value, int steps) {
        owner = value;
        depth = steps;
    }

    Owner owner() {
        return owner;
    }

    List<RandomReference> references() {
        return references;
    }

    RandomColumn column(String wanted) {
        return columns.stream()
                .filter(column -> column.name().equals(wanted))
                .findFirst()
                .orElseThrow();
    }

    /** Adds the column that names the tenant in every row. */
    void tenantColumn(RandomColumn column) {
        tenantColumn = add(column);
    }

    @Nullable
    String tenantColumn() {
        return tenantColumn;
    }

    /** The columns by which others can refer to a row of a table with a key: that, or a unique key that is never NULL. */
    List<List<String>> referable() {
        List<List<String>> keys = new ArrayList<>();
        if (key.isEmpty()) {
            return keys;
        }
        keys.add(key);
        uniques.stream()
                .filter(unique -> unique.stream().map(this::column).allMatch(TableDraft::isReferable))
                .forEach(keys::add);
        return keys;
    }

    private static boolean isReferable(RandomColumn column) {
        return !column.nullable()
                && column.type().isKeyLike()
                && (column.copy() == RandomColumn.Copy.SAME || column.copy() == RandomColumn.Copy.RENEWED);
    }

    /**
     * Adds a reference with columns of its own; but for the tenant column, which both rows share where both have one.
     *
     * @param parentColumns one of the parent's {@link #referable} keys
     */
    RandomReference refer(
            String constraint,
            TableDraft parent,
            List<String> parentColumns,
            boolean nullable,
            OnDelete onDelete,
            boolean enforced) {
        List<String> own = new ArrayList<>();
        boolean sharesTenant = parentColumns.size() > 1 && tenantColumn != null && isTenantIn(parent, parentColumns);
        for (String parentColumn : parentColumns) {
            if (sharesTenant && parentColumn.equals(parent.tenantColumn) && tenantColumn != null) {
                own.add(tenantColumn);
            } else {
                RandomColumn model = parent.column(parentColumn);
                own.add(add(RandomColumn.of(constraint + "_" + parentColumn, model.type(), nullable)
                        .withLength(model.length())));
            }
        }
        boolean canBeNull = own.stream().allMatch(column -> column(column).nullable());
        OnDelete possible = onDelete == OnDelete.SET_NULL && !canBeNull ? OnDelete.NO_ACTION : onDelete;
        RandomReference reference =
                new RandomReference(constraint, name, own, parent.name, parentColumns, possible, enforced);
        references.add(reference);
        return reference;
    }

    private static boolean isTenantIn(TableDraft parent, List<String> parentColumns) {
        return parent.tenantColumn != null && parentColumns.contains(parent.tenantColumn);
    }

    RandomTable table() {
        return new RandomTable(name, columns, key, owner, references, uniques);
    }
}
