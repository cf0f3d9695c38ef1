// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform.schema;

import java.util.LinkedHashMap;
import java.util.Map;

/** How many rows each table has for one tenant. Together they are exactly the number asked for. */
public final class Counts {

    private final Map<String, Long> rows;

    private Counts(Map<String, Long> rows) {
        this.rows = Map.copyOf(rows);
    }

    /**
     * Spreads a tenant's rows over the tables.
     *
     * @throws IllegalArgumentException if there are too few rows to fill every table
     */
    public static Counts of(Schema schema, long rowsPerTenant) {
        Map<String, Long> counted = new LinkedHashMap<>();
        for (Table table : schema.tables()) {
            if (!(table.rows() instanceof Rows.Rest)) {
                counted.put(table.name(), table.rows().perTenant(rowsPerTenant, counted));
            }
        }
        for (Table table : schema.tables()) {
            if (table.rows() instanceof Rows.Rest) {
                long rest = table.rows().perTenant(rowsPerTenant, counted);
                if (rest < 1) {
                    throw new IllegalArgumentException("Cannot fill a tenant with " + rowsPerTenant
                            + " rows: the tables other than " + table.name() + " already take "
                            + (rowsPerTenant - rest) + ". Ask for more rows per tenant.");
                }
                counted.put(table.name(), rest);
            }
        }
        return new Counts(counted);
    }

    /** Rows of one table. */
    public long of(String table) {
        Long count = rows.get(table);
        if (count == null) {
            throw new IllegalArgumentException("No table '" + table + "' in the platform.");
        }
        return count;
    }
}
