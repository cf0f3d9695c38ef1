// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.data;

import dev.tenantbackup.examples.platform.Fill;
import java.util.stream.LongStream;

/**
 * How many tenants there are, and how large. The big one is tenant 1, one with half its rows
 * tenant 2, those of middling size follow, then the small ones.
 *
 * @param big rows of the big tenant
 * @param medium rows of each tenant of middling size
 * @param mediumTenants how many of these
 * @param small rows of each small tenant
 * @param smallTenants how many of these
 */
public record Sizes(int big, int medium, int mediumTenants, int small, int smallTenants) {

    /** The size that the targets are stated for. */
    public static final Sizes FULL = new Sizes(1_000_000, 50_000, 3, 1_000, 1_000);

    /** Below it some table of a tenant would stay empty. */
    private static final int LEAST_ROWS = 500;

    private static final int FIRST_MEDIUM = 3;

    public Sizes {
        if (big < LEAST_ROWS || medium < LEAST_ROWS || small < LEAST_ROWS) {
            throw new IllegalArgumentException(
                    "a tenant needs at least " + LEAST_ROWS + " rows, not " + big + ", " + medium + " or " + small);
        }
        if (mediumTenants < 1 || smallTenants < 1) {
            throw new IllegalArgumentException("at least one tenant of each size is needed");
        }
    }

    /** The same, with a share of the large tenants' rows and of the small tenants. */
    public Sizes scaled(double factor) {
        return new Sizes(
                atLeast(LEAST_ROWS, big * factor),
                atLeast(LEAST_ROWS, medium * factor),
                mediumTenants,
                small,
                atLeast(1, smallTenants * factor));
    }

    private static int atLeast(int least, double wanted) {
        return Math.max(least, (int) Math.round(wanted));
    }

    public long bigTenant() {
        return 1;
    }

    /** One with half as many rows. */
    public long halfTenant() {
        return 2;
    }

    /** One of those of middling size. */
    public long mediumTenant() {
        return FIRST_MEDIUM;
    }

    /** The small tenants' ids. */
    public LongStream smallTenantIds() {
        long first = (long) FIRST_MEDIUM + mediumTenants;
        return LongStream.range(first, first + smallTenants);
    }

    /** The same with twice as many small tenants. */
    public Sizes withTwiceTheSmallTenants() {
        return new Sizes(big, medium, mediumTenants, small, 2 * smallTenants);
    }

    public Fill fill() {
        Fill fill = Fill.of(2 + mediumTenants + smallTenants, small)
                .withBigTenant(1, big)
                .withBigTenant(2, Math.max(LEAST_ROWS, big / 2));
        for (int tenant = FIRST_MEDIUM; tenant < FIRST_MEDIUM + mediumTenants; tenant++) {
            fill = fill.withBigTenant(tenant, medium);
        }
        return fill;
    }
}
