// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.schema;

import dev.tenantbackup.model.TableName;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One table as the database declares it.
 *
 * @param name its name
 * @param columns in the database's order, generated ones included
 * @param primaryKey null for a table without one
 * @param uniqueKeys every other unique constraint or index
 * @param foreignKeys what it refers to
 * @param indexes the columns of each index, primary and unique ones included; expressions are left out
 * @param triggers what fires when its rows change
 */
public record TableSchema(
        TableName name,
        List<Column> columns,
        @Nullable UniqueKey primaryKey,
        List<UniqueKey> uniqueKeys,
        List<ForeignKey> foreignKeys,
        List<List<String>> indexes,
        List<Trigger> triggers) {

    public TableSchema {
        Objects.requireNonNull(name, "name");
        columns = List.copyOf(columns);
        uniqueKeys = List.copyOf(uniqueKeys);
        foreignKeys = List.copyOf(foreignKeys);
        indexes = indexes.stream().map(List::copyOf).toList();
        triggers = List.copyOf(triggers);
    }

    public Optional<UniqueKey> key() {
        return Optional.ofNullable(primaryKey);
    }

    /** The columns of the primary key, or none. */
    public List<String> keyColumns() {
        return primaryKey == null ? List.of() : primaryKey.columns();
    }

    /** The columns that rows are read and written with: all but the generated ones, in the database's order. */
    public List<Column> storedColumns() {
        return columns.stream().filter(column -> !column.generated()).toList();
    }

    public List<String> storedColumnNames() {
        return storedColumns().stream().map(Column::name).toList();
    }

    public Optional<Column> find(String column) {
        return columns.stream()
                .filter(candidate -> candidate.name().equals(column))
                .findFirst();
    }

    /**
     * The column of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Column column(String column) {
        return find(column)
                .orElseThrow(() -> new IllegalArgumentException("table " + name + " has no column '" + column + "'"));
    }

    /** Whether an index begins with these columns, in any order among themselves. */
    public boolean isIndexed(List<String> leading) {
        return indexes.stream()
                .anyMatch(index -> index.size() >= leading.size()
                        && index.subList(0, leading.size()).containsAll(leading));
    }
}
