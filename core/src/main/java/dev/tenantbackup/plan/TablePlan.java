// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.model.KeyOrder;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.Trigger;
import dev.tenantbackup.schema.ValueForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One table of a restore: which of its columns are compared and written, and what names a row.
 *
 * @param table the live table
 * @param columns the columns that backup and table share, in the live order, without those that a trigger sets on every
 *     insert
 * @param key the columns that name a row; all of {@code columns} in a table without a key
 */
public record TablePlan(CatalogTable table, List<String> columns, List<String> key) {

    public TablePlan {
        Objects.requireNonNull(table, "table");
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        if (!columns.containsAll(key)) {
            throw new IllegalArgumentException("table " + table.name() + ": key " + key + " is not among " + columns);
        }
    }

    /**
     * Plans a table.
     *
     * @param table the live table
     * @param available the columns that the source of rows has
     */
    public static TablePlan of(CatalogTable table, Set<String> available) {
        Set<String> owned = table.triggerOwnedColumns(Trigger.Event.INSERT);
        List<String> keyColumns = table.schema().keyColumns();
        List<String> columns = table.schema().storedColumnNames().stream()
                .filter(available::contains)
                .filter(column -> keyColumns.contains(column) || !owned.contains(column))
                .toList();
        return new TablePlan(table, columns, keyColumns.isEmpty() ? columns : keyColumns);
    }

    public TableName name() {
        return table.name();
    }

    /**
     * The columns that a trigger sets on every update: written when a row is inserted, left out when it is updated, and
     * never compared, since nobody could make them equal.
     */
    public Set<String> leftToTriggers() {
        return table.triggerOwnedColumns(Trigger.Event.UPDATE).stream()
                .filter(column -> columns.contains(column) && !key.contains(column))
                .collect(Collectors.toUnmodifiableSet());
    }

    public boolean hasKey() {
        return !table.schema().keyColumns().isEmpty();
    }

    /** Where a column's value stands in a row of this plan, or -1. */
    public int position(String column) {
        return columns.indexOf(column);
    }

    /** How a column looks in the live table. */
    public Column column(String name) {
        return table.schema().column(name);
    }

    /** The key of a row whose values are in the order of {@link #columns()}. */
    public RowKey keyOf(Row row) {
        List<@Nullable String> values = new ArrayList<>(key.size());
        for (String column : key) {
            values.add(row.value(position(column)));
        }
        return new RowKey(key, values);
    }

    /** The order of rows: by value for a numeric key, by text for all else and for tables without a key. */
    public KeyOrder order() {
        List<Integer> positions = new ArrayList<>();
        List<Boolean> numeric = new ArrayList<>();
        for (String name : key) {
            positions.add(position(name));
            numeric.add(hasKey() && column(name).form() == ValueForm.NUMBER);
        }
        return KeyOrder.of(positions, numeric);
    }
}
