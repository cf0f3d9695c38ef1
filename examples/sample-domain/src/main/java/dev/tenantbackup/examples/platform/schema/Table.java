// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform.schema;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One table.
 *
 * @param name its name
 * @param rows how many rows the generator writes
 * @param columns its columns, in order
 * @param primaryKey its key columns; empty for a table without a key
 * @param foreignKeys its declared references
 * @param uniqueKeys its unique constraints
 * @param checks its check constraints, by name
 * @param indexes columns that are indexed besides keys
 */
public record Table(
        String name,
        Rows rows,
        List<Column> columns,
        List<String> primaryKey,
        List<ForeignKey> foreignKeys,
        List<List<String>> uniqueKeys,
        Map<String, String> checks,
        List<List<String>> indexes) {

    public Table {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        foreignKeys = List.copyOf(foreignKeys);
        uniqueKeys = List.copyOf(uniqueKeys);
        indexes = List.copyOf(indexes);
    }

    /** Starts the description of a table. */
    public static TableBuilder named(String name, Rows rows) {
        return new TableBuilder(name, rows);
    }

    /** The column of that name. */
    public Column column(String column) {
        return columns.stream()
                .filter(each -> each.name().equals(column))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No column '" + column + "' in '" + name + "'."));
    }

    /** Names of the tables that must be filled and counted before this one. */
    Set<String> needs() {
        Set<String> needed = new LinkedHashSet<>();
        if (rows instanceof Rows.Times times) {
            needed.add(times.table());
        }
        for (ForeignKey key : foreignKeys) {
            if (!key.filledLater()) {
                needed.add(key.target());
            }
        }
        needed.remove(name);
        return needed;
    }

    /** Whether a key or another index already starts with these columns. */
    public boolean covers(List<String> wanted) {
        return startsWith(primaryKey, wanted)
                || uniqueKeys.stream().anyMatch(key -> startsWith(key, wanted))
                || indexes.stream().anyMatch(index -> startsWith(index, wanted));
    }

    private static boolean startsWith(List<String> columns, List<String> wanted) {
        return columns.size() >= wanted.size()
                && columns.subList(0, wanted.size()).equals(wanted);
    }
}
