// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import java.util.List;
import java.util.Objects;

/** How a table's rows belong to a tenant. Every table of a complete catalog has exactly one. */
public sealed interface Ownership {

    /** A stable word for it, used in reports and catalog files. */
    String kind();

    /** Whether rows of the table can be a tenant's: they are exported, restored and compared. */
    default boolean isOwned() {
        return true;
    }

    /** The steps that lead from a row to its owner; empty where the row itself says whose it is. */
    default List<Reference> chains() {
        return List.of();
    }

    /**
     * The tenant's own row.
     *
     * @param keyColumn the column whose value is the tenant id
     */
    record Root(String keyColumn) implements Ownership {
        public Root {
            Objects.requireNonNull(keyColumn, "keyColumn");
        }

        @Override
        public String kind() {
            return "root";
        }
    }

    /**
     * The row names its tenant.
     *
     * @param column the tenant column
     * @param chains where the column is NULL, any of these decides; no chain and NULL: the row is nobody's
     */
    record ByColumn(String column, List<Reference> chains) implements Ownership {
        public ByColumn {
            Objects.requireNonNull(column, "column");
            chains = List.copyOf(chains);
        }

        @Override
        public String kind() {
            return "column";
        }
    }

    /**
     * The row is the tenant's if any of these references leads to a row of the tenant.
     *
     * @param chains at least one; each names a table that is itself owned, and following them never comes back to this
     *     table
     */
    record ThroughReferences(List<Reference> chains) implements Ownership {
        public ThroughReferences {
            chains = List.copyOf(chains);
            if (chains.isEmpty()) {
                throw new IllegalArgumentException("ownership through references without a reference");
            }
        }

        @Override
        public String kind() {
            return "references";
        }
    }

    /**
     * The row is the tenant's if a row of the tenant points at it.
     *
     * @param referrers at least one reference from an owned table to this table
     */
    record ReferredTo(List<Reference> referrers) implements Ownership {
        public ReferredTo {
            referrers = List.copyOf(referrers);
            if (referrers.isEmpty()) {
                throw new IllegalArgumentException("ownership by being referred to without a referrer");
            }
        }

        @Override
        public String kind() {
            return "referred-to";
        }
    }

    /**
     * The row is the tenant's if a condition of the host's says so.
     *
     * @param sql an SQL condition over the table's columns in the database's dialect, in which {@code :tenant} stands for
     *     the tenant's key
     */
    record ByPredicate(String sql) implements Ownership {
        public ByPredicate {
            Objects.requireNonNull(sql, "sql");
        }

        @Override
        public String kind() {
            return "predicate";
        }
    }

    /**
     * Reference data of all tenants: not the tenant's rows, and written only where a request allows missing rows to be created.
     *
     * @param naturalKey the columns by which a row is found again where keys differ; may be empty
     */
    record Shared(List<String> naturalKey) implements Ownership {
        public Shared {
            naturalKey = List.copyOf(naturalKey);
        }

        @Override
        public String kind() {
            return "shared";
        }

        @Override
        public boolean isOwned() {
            return false;
        }
    }

    /** Left out on purpose. */
    record Excluded(String reason) implements Ownership {
        public Excluded {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public String kind() {
            return "excluded";
        }

        @Override
        public boolean isOwned() {
            return false;
        }
    }
}
