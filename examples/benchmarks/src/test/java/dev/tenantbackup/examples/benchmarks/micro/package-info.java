// SPDX-License-Identifier: Apache-2.0
/**
 * Micro-benchmarks of what an export and a diff do with every row. They are JMH's, compiled with the tests and run by
 * {@code org.openjdk.jmh.Main}; {@code docs/performance.md} says how.
 */
@NullMarked
package dev.tenantbackup.examples.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
