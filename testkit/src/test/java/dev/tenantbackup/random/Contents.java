// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.random;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows of all tables, by table: a row is its values by column, as the driver's text. The order of rows means nothing;
 * equal rows count one by one.
 */
record Contents(Map<String, List<Map<String, @Nullable String>>> tables) {

    static Contents empty(RandomSchema schema) {
        Map<String, List<Map<String, @Nullable String>>> tables = new LinkedHashMap<>();
        schema.tables().forEach(table -> tables.put(table.name(), new ArrayList<>()));
        return new Contents(tables);
    }

    List<Map<String, @Nullable String>> of(String table) {
        List<Map<String, @Nullable String>> rows = tables.get(table);
        if (rows == null) {
            throw new IllegalArgumentException("no table '" + table + "'");
        }
        return rows;
    }

    /** These rows without as many equal ones. */
    Contents minus(Contents other) {
        Map<String, List<Map<String, @Nullable String>>> rest = new LinkedHashMap<>();
        tables.forEach((table, rows) -> {
            Map<Map<String, @Nullable String>, Integer> taken = counts(other.of(table));
            List<Map<String, @Nullable String>> left = new ArrayList<>();
            for (Map<String, @Nullable String> row : rows) {
                if (taken.merge(row, -1, Integer::sum) < 0) {
                    left.add(row);
                }
            }
            rest.put(table, left);
        });
        return new Contents(rest);
    }

    Contents plus(Contents other) {
        Map<String, List<Map<String, @Nullable String>>> sum = new LinkedHashMap<>();
        tables.forEach((table, rows) -> {
            List<Map<String, @Nullable String>> all = new ArrayList<>(rows);
            all.addAll(other.of(table));
            sum.put(table, all);
        });
        return new Contents(sum);
    }

    boolean isEmpty() {
        return tables.values().stream().allMatch(Collection::isEmpty);
    }

    /** How often each row is there. */
    static Map<Map<String, @Nullable String>, Integer> counts(List<Map<String, @Nullable String>> rows) {
        Map<Map<String, @Nullable String>, Integer> counts = new HashMap<>();
        rows.forEach(row -> counts.merge(row, 1, Integer::sum));
        return counts;
    }

    /** The rows of each table, sorted: equal for equal contents. */
    Map<String, List<String>> sorted() {
        Map<String, List<String>> sorted = new TreeMap<>();
        tables.forEach((table, rows) ->
                sorted.put(table, rows.stream().map(String::valueOf).sorted().toList()));
        return sorted;
    }
}
