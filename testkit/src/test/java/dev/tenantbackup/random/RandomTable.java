// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A table.
 *
 * @param key its primary key; empty: it has none
 * @param uniques its unique keys, beside the primary key
 */
record RandomTable(
        String name,
        List<RandomColumn> columns,
        List<String> key,
        Owner owner,
        List<RandomReference> references,
        List<List<String>> uniques) {

    RandomTable {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        references = List.copyOf(references);
        uniques = List.copyOf(uniques);
    }

    RandomColumn column(String wanted) {
        return columns.stream()
                .filter(column -> column.name().equals(wanted))
                .findFirst()
                .orElseThrow();
    }

    List<String> columnNames() {
        return columns.stream().map(RandomColumn::name).toList();
    }

    boolean hasKey() {
        return !key.isEmpty();
    }

    /** What tells a row from others: its key, or all its values. */
    List<@Nullable String> identity(Map<String, @Nullable String> row) {
        return values(row, hasKey() ? key : columnNames());
    }

    static List<@Nullable String> values(Map<String, @Nullable String> row, List<String> columns) {
        List<@Nullable String> values = new ArrayList<>();
        columns.forEach(column -> values.add(row.get(column)));
        return values;
    }

    /** All unique keys, the primary one first. */
    List<List<String>> allKeys() {
        List<List<String>> all = new ArrayList<>();
        if (hasKey()) {
            all.add(key);
        }
        all.addAll(uniques);
        return all;
    }

    /** The columns that references to rows of tenants are made of, and the tenant column. */
    Set<String> linkColumns(RandomSchema schema) {
        Set<String> links = new TreeSet<>();
        for (RandomReference reference : references) {
            if (schema.table(reference.parent()).owner().isTenants()) {
                links.addAll(reference.columns());
            }
        }
        if (owner instanceof Owner.ByColumn byColumn) {
            links.add(byColumn.column());
        }
        return links;
    }
}
