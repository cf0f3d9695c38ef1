// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.data;

import dev.tenantbackup.examples.benchmarks.measure.Outcome;
import java.util.List;

/**
 * Small tenants, all of the same size.
 *
 * @param each what a run moves that moves all rows of one of them
 */
public record Crowd(BenchmarkDatabase database, SchemaShape schema, List<Long> tenants, Outcome each) {

    public Crowd {
        tenants = List.copyOf(tenants);
    }

    /** Some of them. */
    public Crowd first(int number) {
        return new Crowd(database, schema, tenants.subList(0, Math.min(number, tenants.size())), each);
    }

    /** What a run that moved all of them moved. */
    public Outcome outcome() {
        return new Outcome(each.rows() * tenants.size(), each.textBytes() * tenants.size(), 0);
    }

    /**
     * Takes a number of rows that should be all of theirs.
     *
     * @throws IllegalStateException if it is another
     */
    public void require(long rows) {
        if (rows != each.rows() * tenants.size()) {
            throw new IllegalStateException(
                    rows + " rows instead of " + each.rows() + " for each of " + tenants.size() + " tenants");
        }
    }
}
