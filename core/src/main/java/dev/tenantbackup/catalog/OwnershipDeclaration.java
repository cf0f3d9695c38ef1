// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import java.util.List;
import java.util.Objects;

/**
 * Whose a table's rows are, as a host says it: names only, checked against the schema when the catalog is resolved. It
 * overrides what the schema shows.
 *
 * <p>A step of a chain is written as the name of a foreign key or of a declared reference, or as its referring columns
 * joined by a comma: {@code order_id}, {@code restaurant_id,number}. The id column of a polymorphic pair stands for all
 * of its cases.
 */
public sealed interface OwnershipDeclaration {

    /**
     * The row names its tenant.
     *
     * @param column the tenant column
     * @param through where the column is NULL, any of these steps decides; empty: what the schema proves
     */
    record ByColumn(String column, List<String> through) implements OwnershipDeclaration {
        public ByColumn {
            Objects.requireNonNull(column, "column");
            through = List.copyOf(through);
        }
    }

    /**
     * The row is the tenant's if any of these steps leads to a row of the tenant.
     *
     * @param steps at least one
     */
    record Through(List<String> steps) implements OwnershipDeclaration {
        public Through {
            steps = List.copyOf(steps);
            if (steps.isEmpty()) {
                throw new IllegalArgumentException("owned through references: name at least one");
            }
        }
    }

    /** The row is the tenant's if a row of the tenant points at it: every reference from an owned table counts. */
    record ByReferrers() implements OwnershipDeclaration {}

    /**
     * The row is the tenant's if a condition says so.
     *
     * @param sql an SQL condition over the table's columns, in which {@code :tenant} stands for the tenant's key
     */
    record Where(String sql) implements OwnershipDeclaration {
        public Where {
            Objects.requireNonNull(sql, "sql");
        }
    }

    /**
     * Reference data of all tenants.
     *
     * @param naturalKey the columns by which a row is found again where keys differ; may be empty
     */
    record Shared(List<String> naturalKey) implements OwnershipDeclaration {
        public Shared {
            naturalKey = List.copyOf(naturalKey);
        }
    }

    /**
     * Left out on purpose.
     *
     * @param reason for the people who read the catalog later; not blank
     */
    record Excluded(String reason) implements OwnershipDeclaration {
        public Excluded {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("excluding a table needs a reason");
            }
        }
    }
}
