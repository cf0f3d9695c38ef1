// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.measure;

/** One run of a baseline and one of ours, right after each other: the machine's pace is the same for both. */
public record Round(Sample baseline, Sample ours) {

    /** How many times the baseline's time ours took. */
    public double ratio() {
        return ours.seconds() / baseline.seconds();
    }
}
