// SPDX-License-Identifier: Apache-2.0
/**
 * Runs works in turns and keeps what was measured. Works come in as pairs, ours and the baseline that it is held against;
 * out come samples and the medians of their ratios, round by round. Knows nothing of databases.
 */
@NullMarked
package dev.tenantbackup.examples.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
