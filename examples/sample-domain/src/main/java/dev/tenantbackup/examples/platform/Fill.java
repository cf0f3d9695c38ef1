// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform;

import java.util.ArrayList;
import java.util.List;

/**
 * How many tenants to fill the platform with, and how large. The same values always give the same rows.
 *
 * @param tenants how many tenants; they get the ids 1, 2, 3 …
 * @param rowsPerTenant rows of each tenant in all tables together
 * @param seed changes the values but not the number of rows
 * @param bigTenants the tenants that are larger than the others
 */
public record Fill(int tenants, int rowsPerTenant, long seed, List<BigTenant> bigTenants) {

    public Fill {
        if (tenants < 1) {
            throw new IllegalArgumentException("Cannot fill " + tenants + " tenants. Ask for at least one.");
        }
        bigTenants = List.copyOf(bigTenants);
        for (BigTenant big : bigTenants) {
            if (big.tenantNo() < 1 || big.tenantNo() > tenants) {
                throw new IllegalArgumentException(
                        "There is no tenant " + big.tenantNo() + " among " + tenants + ". Count from 1.");
            }
        }
        if (bigTenants.stream().map(BigTenant::tenantNo).distinct().count() < bigTenants.size()) {
            throw new IllegalArgumentException("A tenant can't be big twice. Name each once.");
        }
    }

    /** So many tenants with so many rows each. Below 416 rows some table would stay empty: that is refused. */
    public static Fill of(int tenants, int rowsPerTenant) {
        return new Fill(tenants, rowsPerTenant, 0, List.of());
    }

    /** The same with other values in the columns. */
    public Fill withSeed(long newSeed) {
        return new Fill(tenants, rowsPerTenant, newSeed, bigTenants);
    }

    /** The same, but one more tenant has a size of its own: this many rows. */
    public Fill withBigTenant(int tenantNo, int rows) {
        List<BigTenant> more = new ArrayList<>(bigTenants);
        more.add(new BigTenant(tenantNo, rows));
        return new Fill(tenants, rowsPerTenant, seed, more);
    }

    /**
     * A tenant that is larger than the others.
     *
     * @param tenantNo its number, which is its id
     * @param rows its rows in all tables together
     */
    public record BigTenant(int tenantNo, int rows) {}
}
