// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform;

import java.util.Optional;

/**
 * How many tenants to fill the platform with, and how large. The same values always give the same rows.
 *
 * @param tenants how many tenants; they get the ids 1, 2, 3 …
 * @param rowsPerTenant rows of each tenant in all tables together
 * @param seed changes the values but not the number of rows
 * @param bigTenant the one tenant that is larger than the others, if there is one
 */
public record Fill(int tenants, int rowsPerTenant, long seed, Optional<BigTenant> bigTenant) {

    public Fill {
        if (tenants < 1) {
            throw new IllegalArgumentException("Cannot fill " + tenants + " tenants. Ask for at least one.");
        }
        bigTenant.ifPresent(big -> {
            if (big.tenantNo() < 1 || big.tenantNo() > tenants) {
                throw new IllegalArgumentException(
                        "There is no tenant " + big.tenantNo() + " among " + tenants + ". Count from 1.");
            }
        });
    }

    /** So many tenants with so many rows each. Below 416 rows some table would stay empty: that is refused. */
    public static Fill of(int tenants, int rowsPerTenant) {
        return new Fill(tenants, rowsPerTenant, 0, Optional.empty());
    }

    /** The same with other values in the columns. */
    public Fill withSeed(long newSeed) {
        return new Fill(tenants, rowsPerTenant, newSeed, bigTenant);
    }

    /** The same, but one tenant has this many rows. */
    public Fill withBigTenant(int tenantNo, int rows) {
        return new Fill(tenants, rowsPerTenant, seed, Optional.of(new BigTenant(tenantNo, rows)));
    }

    /**
     * The tenant that is larger than the others.
     *
     * @param tenantNo its number, which is its id
     * @param rows its rows in all tables together
     */
    public record BigTenant(int tenantNo, int rows) {}
}
