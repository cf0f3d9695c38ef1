// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.measure;

import java.util.Objects;

/**
 * A work of ours and what it is held against.
 *
 * @param id a short name to select it by
 * @param limit how many times the baseline's time ours may take
 */
public record Comparison(String id, double limit, Work baseline, Work ours) {

    public Comparison {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(baseline, "baseline");
        Objects.requireNonNull(ours, "ours");
        if (limit <= 0) {
            throw new IllegalArgumentException("the limit of '" + id + "' must be positive, not " + limit);
        }
    }
}
