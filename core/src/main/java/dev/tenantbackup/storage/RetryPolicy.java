// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.storage;

import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * How often something is tried, and how long to wait in between: twice as long each time, with a random share taken off so
 * that many who failed together don't come back together.
 *
 * @param attempts how often in all; at least 1
 * @param firstWait before the second attempt
 * @param longestWait before any attempt
 */
public record RetryPolicy(int attempts, Duration firstWait, Duration longestWait) {

    /** Five attempts within about 8 seconds. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(5, Duration.ofMillis(500), Duration.ofSeconds(10));

    public RetryPolicy {
        Objects.requireNonNull(firstWait, "firstWait");
        Objects.requireNonNull(longestWait, "longestWait");
        if (attempts < 1 || firstWait.isNegative() || longestWait.compareTo(firstWait) < 0) {
            throw new IllegalArgumentException(
                    attempts + " attempts, waiting " + firstWait + " at first and " + longestWait + " at most");
        }
    }

    /**
     * How long to wait after an attempt that failed: between half and all of what this attempt's turn is.
     *
     * @param failed how many attempts have failed so far
     */
    Duration waitAfter(int failed, RandomGenerator random) {
        long longest = longestWait.toMillis();
        long wait = firstWait.toMillis();
        for (int i = 1; i < failed && wait < longest; i++) {
            wait *= 2;
        }
        wait = Math.min(wait, longest);
        return Duration.ofMillis(wait - (long) (random.nextDouble() * wait / 2));
    }
}
