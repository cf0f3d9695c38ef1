// SPDX-License-Identifier: Apache-2.0
/**
 * Measures every operation of the library beside the plainest SQL that moves the same rows, and prints how many times as
 * long it takes. {@link dev.tenantbackup.examples.benchmarks.Benchmarks} is the program; {@code docs/performance.md} says
 * how to run it and what the figures mean.
 */
@NullMarked
package dev.tenantbackup.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
