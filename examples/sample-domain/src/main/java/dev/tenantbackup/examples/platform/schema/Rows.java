// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform.schema;

import java.util.Map;

/** How many rows a table has: for each tenant, or for the platform as a whole. */
public sealed interface Rows {

    /** Rows of one tenant, where the tenant has {@code total} rows and other tables are already counted. */
    long perTenant(long total, Map<String, Long> counted);

    /** Rows that are no tenant's. */
    default long platform() {
        return 0;
    }

    /** So many for each tenant, whatever its size. */
    static Rows each(long rows) {
        return new Each(rows);
    }

    /** A share of the tenant's rows, in thousandths, within bounds. */
    static Share share(int thousandths) {
        return new Share(thousandths, 1, Long.MAX_VALUE);
    }

    /** So many for each row of another table. */
    static Rows times(int factor, String table) {
        return new Times(factor, table);
    }

    /** Whatever is left of the tenant's rows; one table takes it. */
    static Rows rest() {
        return new Rest();
    }

    /** No tenant's rows, so many in all. */
    static Rows shared(long rows) {
        return new Shared(rows);
    }

    /** The same rows for each tenant and besides so many of the platform's own. */
    default Rows andPlatform(long rows) {
        return new WithPlatform(this, rows);
    }

    /** See {@link Rows#each}. */
    record Each(long rows) implements Rows {
        @Override
        public long perTenant(long total, Map<String, Long> counted) {
            return rows;
        }
    }

    /** See {@link Rows#share}. */
    record Share(int thousandths, long atLeast, long atMost) implements Rows {

        /** The same share, but never fewer and never more rows. */
        public Rows between(long least, long most) {
            return new Share(thousandths, least, most);
        }

        /** The same share, but never fewer rows. */
        public Rows atLeast(long least) {
            return new Share(thousandths, least, atMost);
        }

        @Override
        public long perTenant(long total, Map<String, Long> counted) {
            return Math.max(atLeast, Math.min(atMost, total * thousandths / 1000));
        }
    }

    /** See {@link Rows#times}. */
    record Times(int factor, String table) implements Rows {
        @Override
        public long perTenant(long total, Map<String, Long> counted) {
            Long rows = counted.get(table);
            if (rows == null) {
                throw new IllegalStateException("Cannot count rows per row of '" + table + "': it is not counted yet.");
            }
            return factor * rows;
        }
    }

    /** See {@link Rows#rest}. */
    record Rest() implements Rows {
        @Override
        public long perTenant(long total, Map<String, Long> counted) {
            return total - counted.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** See {@link Rows#shared}. */
    record Shared(long platform) implements Rows {
        @Override
        public long perTenant(long total, Map<String, Long> counted) {
            return 0;
        }
    }

    /** See {@link Rows#andPlatform}. */
    record WithPlatform(Rows tenants, long platform) implements Rows {
        @Override
        public long perTenant(long total, Map<String, Long> counted) {
            return tenants.perTenant(total, counted);
        }
    }
}
