// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.measure;

/**
 * What a run moved.
 *
 * @param rows how many rows
 * @param textBytes the size of these rows as the database itself writes them as text: the same for both sides of a
 *     comparison, whatever becomes of the rows
 * @param writtenBytes how many bytes were written outside of the database; 0 where none were
 */
public record Outcome(long rows, long textBytes, long writtenBytes) {}
