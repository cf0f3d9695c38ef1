// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.report;

import dev.tenantbackup.examples.benchmarks.data.Sizes;
import dev.tenantbackup.examples.benchmarks.measure.Result;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One run of the benchmark.
 *
 * @param measuredAt when it began
 * @param environment what it ran on, by names for people
 * @param sizes how many tenants of which sizes
 * @param results per product, by its name for people
 */
public record Report(Instant measuredAt, Map<String, String> environment, Sizes sizes, List<ProductResults> results) {

    public Report {
        environment = Map.copyOf(environment);
        results = List.copyOf(results);
    }

    /**
     * What was measured on one product.
     *
     * @param product its name and version
     */
    public record ProductResults(String product, List<Result> results) {

        public ProductResults {
            results = List.copyOf(results);
        }
    }
}
