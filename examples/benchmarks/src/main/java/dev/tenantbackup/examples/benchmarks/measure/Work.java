// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.measure;

/** Something that is timed. The same work can be run again and again: each run leaves the database as it found it. */
public interface Work {

    /** What it does, in a few words. */
    String name();

    /** Brings about what the run needs. Not timed. */
    default void prepare() throws Exception {}

    /** Does it. Timed, from the first statement to the commit. */
    Outcome run() throws Exception;

    /**
     * Checks that the run did what it should, and takes it back. Not timed.
     *
     * @throws IllegalStateException if it did not: a fast run that is wrong counts for nothing
     */
    default void settle() throws Exception {}
}
