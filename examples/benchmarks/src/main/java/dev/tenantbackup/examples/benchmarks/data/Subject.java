// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.data;

import dev.tenantbackup.examples.benchmarks.measure.Outcome;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The tenant that works are tried on.
 *
 * @param database where its rows are
 * @param counts how many rows it has in each table
 * @param textBytes the size of its rows in each table as the database writes them as text
 */
public record Subject(
        BenchmarkDatabase database,
        SchemaShape schema,
        long tenant,
        Map<String, Long> counts,
        Map<String, Long> textBytes) {

    public Subject {
        counts = Map.copyOf(counts);
        textBytes = Map.copyOf(textBytes);
    }

    /** The same without what the platform's catalog calls a queue: a restore or a clone makes no such row. */
    public Subject withoutQueue() {
        SchemaShape others = schema.without(TenantRows.QUEUE);
        return new Subject(database, others, tenant, without(counts), without(textBytes));
    }

    private static Map<String, Long> without(Map<String, Long> figures) {
        Map<String, Long> others = new HashMap<>(figures);
        others.remove(TenantRows.QUEUE);
        return others;
    }

    /** Rows in one table. */
    long rowsIn(String table) {
        return counts.getOrDefault(table, 0L);
    }

    /** Rows in all tables. */
    public long rows() {
        return sum(counts);
    }

    private static long sum(Map<String, Long> figures) {
        return figures.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What a run that moved all rows of the tenant moved. */
    public Outcome outcome(long writtenBytes) {
        return new Outcome(rows(), sum(textBytes), writtenBytes);
    }

    /**
     * Takes a number of rows that should be all of the tenant's.
     *
     * @throws IllegalStateException if it is another
     */
    public void require(long found, String what) {
        if (found != rows()) {
            throw new IllegalStateException(found + " " + what + " instead of " + rows() + " of tenant " + tenant);
        }
    }

    /**
     * Counts another tenant's rows, which should be as many in each table.
     *
     * @throws IllegalStateException if they are not
     */
    public void requireSameCounts(BenchmarkDatabase where, long copy) throws SQLException {
        for (Map.Entry<String, Long> found : where.count(copy).entrySet()) {
            long expected = rowsIn(found.getKey());
            if (found.getValue() != expected) {
                throw new IllegalStateException("tenant " + copy + " has " + found.getValue() + " rows in "
                        + found.getKey() + " instead of " + expected);
            }
        }
    }
}
