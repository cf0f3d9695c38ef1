// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.connection;

import dev.tenantbackup.schema.DatabaseSchema;
import dev.tenantbackup.schema.ForeignKey;
import dev.tenantbackup.schema.TableSchema;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Guesses which table holds the tenants, for a hint and never for work: the one that most tables refer to by a column
 * of the same name.
 *
 * @param table the table
 * @param column the column that refers to it most often
 * @param referrers how many tables do
 */
record TenantTableGuess(String table, String column, int referrers) {

    /** The likeliest first, at most so many; none where no table is referred to. */
    static List<TenantTableGuess> among(DatabaseSchema schema, int limit) {
        Map<String, Map<String, Set<String>>> referrers = new TreeMap<>();
        for (TableSchema table : schema.tables()) {
            for (ForeignKey key : table.foreignKeys()) {
                if (key.columns().size() == 1 && !key.parent().equals(table.name())) {
                    referrers
                            .computeIfAbsent(key.parent().toString(), parent -> new TreeMap<>())
                            .computeIfAbsent(key.columns().get(0), column -> new TreeSet<>())
                            .add(table.name().toString());
                }
            }
        }
        return referrers.entrySet().stream()
                .map(parent -> guess(parent.getKey(), parent.getValue()))
                .sorted(Comparator.comparingInt(TenantTableGuess::referrers)
                        .reversed()
                        .thenComparing(TenantTableGuess::table))
                .limit(limit)
                .toList();
    }

    private static TenantTableGuess guess(String table, Map<String, Set<String>> columns) {
        Map.Entry<String, Set<String>> most = columns.entrySet().stream()
                .max(Comparator.comparingInt(column -> column.getValue().size()))
                .orElseThrow();
        return new TenantTableGuess(table, most.getKey(), most.getValue().size());
    }

    /** {@code --tenant-table restaurants --tenant-column restaurant_id (31 tables refer to it)}. */
    @Override
    public String toString() {
        return "--tenant-table " + table + " --tenant-column " + column + " (" + referrers
                + (referrers == 1 ? " table refers to it)" : " tables refer to it)");
    }
}
