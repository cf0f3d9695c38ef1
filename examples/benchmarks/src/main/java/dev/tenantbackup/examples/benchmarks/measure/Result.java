// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.measure;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** A comparison and its rounds. */
public record Result(Comparison comparison, List<Round> rounds) {

    public Result {
        rounds = List.copyOf(rounds);
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("'" + comparison.id() + "' has no rounds");
        }
    }

    /** The median of the rounds' ratios, which is not the ratio of the medians. */
    public double ratio() {
        return median(Round::ratio);
    }

    public boolean met() {
        return ratio() <= comparison.limit();
    }

    /** The median over the rounds of something measured of one side. */
    public double median(Function<Round, Sample> side, ToDoubleFunction<Sample> figure) {
        return median(round -> figure.applyAsDouble(side.apply(round)));
    }

    private double median(ToDoubleFunction<Round> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
