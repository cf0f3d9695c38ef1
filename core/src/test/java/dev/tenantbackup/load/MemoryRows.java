// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.load;

import dev.tenantbackup.extract.RowSource;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Rows to restore, in memory. */
public final class MemoryRows implements RowSource {

    private final Map<String, String> types = new TreeMap<>();
    private final Map<TableName, List<String>> columns = new TreeMap<>();
    private final Map<TableName, List<Row>> rows = new TreeMap<>();

    /** A table with these rows, in key order. */
    public MemoryRows with(String table, List<String> names, Row... content) {
        columns.put(TableName.of(table), names);
        rows.put(TableName.of(table), List.of(content));
        return this;
    }

    /** Says that a column's values come from a type other than the live one. */
    public MemoryRows typed(String table, String column, String type) {
        types.put(table + "." + column, type);
        return this;
    }

    @Override
    public Optional<Column> column(TableName table, String column) {
        return Optional.ofNullable(types.get(table + "." + column))
                .map(type -> Column.of(column, type, ValueForm.TEXT, false));
    }

    @Override
    public String name() {
        return "backup_1";
    }

    @Override
    public Set<TableName> tables() {
        return columns.keySet();
    }

    @Override
    public List<String> columns(TableName table) {
        return columns.getOrDefault(table, List.of());
    }

    @Override
    public long count(TableName table) {
        return rows.getOrDefault(table, List.of()).size();
    }

    @Override
    public Optional<RowKey> lastKey(TableName table) {
        return Optional.empty();
    }

    @Override
    public RowStream rows(TableName table) {
        return RowStream.of(columns(table), rows.getOrDefault(table, List.of()));
    }
}
