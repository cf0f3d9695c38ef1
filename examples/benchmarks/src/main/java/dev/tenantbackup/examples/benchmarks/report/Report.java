// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.report;

import dev.tenantbackup.examples.benchmarks.measure.Result;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run of the benchmark.
 *
 * @param measuredAt when it began
 * @param environment what it ran on and with which sizes, by names for people
 * @param results per product
 */
public record Report(Instant measuredAt, Map<String, String> environment, List<ProductResults> results) {

    public Report {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
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
