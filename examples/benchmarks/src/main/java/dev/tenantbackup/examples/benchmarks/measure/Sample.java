// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.measure;

/**
 * One timed run.
 *
 * @param memory what the process needed meanwhile
 */
public record Sample(double seconds, Outcome outcome, Memory.Peak memory) {

    public double rowsPerSecond() {
        return outcome.rows() / seconds;
    }

    public double megabytesPerSecond() {
        return outcome.textBytes() / 1e6 / seconds;
    }
}
