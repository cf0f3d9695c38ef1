// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drift;

import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.upgrade.ColumnValues;
import dev.tenantbackup.upgrade.RowUpgrade;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row that a host's upgrade computes: all columns that the upgrade does not touch stay as they are. */
final class TransformedRow implements RowChange {

    private final TableName table;
    private final TableShape before;
    private final List<String> columns;
    private final List<String> kept;
    private final List<String> made;
    private final String name;
    private final RowUpgrade upgrade;

    private TransformedRow(
            TableName table, TableShape before, List<String> kept, List<String> made, String name, RowUpgrade upgrade) {
        this.table = table;
        this.before = before;
        this.columns = before.names();
        this.kept = kept;
        this.made = made;
        this.name = name;
        this.upgrade = upgrade;
    }

    /**
     * The table after the upgrade.
     *
     * @param given the columns that go, or are made anew
     * @param made the columns that are made
     */
    static TableShape of(
            TableName table,
            TableShape before,
            List<Column> given,
            List<Column> made,
            String name,
            RowUpgrade upgrade) {
        List<String> going = given.stream().map(Column::name).toList();
        List<Column> columns = new ArrayList<>();
        List<String> origins = new ArrayList<>();
        for (Column column : before.columns()) {
            if (!going.contains(column.name())) {
                columns.add(column);
                origins.add(before.origins().get(before.position(column.name())));
            }
        }
        List<String> kept = columns.stream().map(Column::name).toList();
        for (Column column : made) {
            columns.add(column);
            origins.add(TableShape.MADE);
        }
        List<RowChange> changes = new ArrayList<>(before.changes());
        List<String> names = made.stream().map(Column::name).toList();
        changes.add(new TransformedRow(table, before, kept, names, name, upgrade));
        return new TableShape(
                before.archived(), columns, origins, before.key(), changes, before.filled(), before.resorted());
    }

    @Override
    public Row apply(Row row) {
        ColumnValues result = ask(row);
        if (!result.columns().equals(new HashSet<>(made))) {
            throw failure(row, "gives values for " + result.columns() + " where " + made + " are declared", null);
        }
        List<@Nullable String> values = new ArrayList<>();
        kept.forEach(column -> values.add(row.value(columns.indexOf(column))));
        made.forEach(column -> values.add(result.text(column).orElse(null)));
        return Row.of(values);
    }

    private ColumnValues ask(Row row) {
        Map<String, @Nullable String> old = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            old.put(columns.get(i), row.value(i));
        }
        try {
            return upgrade.upgrade(ColumnValues.of(old));
        } catch (RuntimeException failure) {
            throw failure(row, "fails", failure);
        }
    }

    private InvalidRequestException failure(Row row, String what, @Nullable RuntimeException cause) {
        Problem problem = Problem.of("Row upgrade '" + name + "' of table '" + table + "' " + what + ".")
                .withTable(table)
                .withKey(key(row).orElse(null))
                .withHint("correct the row upgrade; nothing was written.");
        InvalidRequestException failure = new InvalidRequestException(problem);
        if (cause != null) {
            failure.initCause(cause);
        }
        return failure;
    }

    private Optional<RowKey> key(Row row) {
        List<@Nullable String> values = new ArrayList<>();
        before.key().forEach(column -> values.add(row.value(columns.indexOf(column))));
        return before.key().isEmpty() ? Optional.empty() : Optional.of(new RowKey(before.key(), values));
    }
}
