// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.ownership;

import dev.tenantbackup.catalog.Ownership.ByPredicate;
import dev.tenantbackup.schema.Column;
import org.jooq.Condition;
import org.jooq.Field;

/** Which tenants are asked for: one, any other, or anybody at all. */
interface Claim {

    /** Whether a column that names a tenant names one of them. */
    Condition names(Column column, Field<?> value);

    /** Whether the host's own condition says so. */
    Condition holds(ByPredicate predicate);

    /**
     * Whether every row that names a tenant at all is meant, so that a NOT NULL reference to a table whose rows always
     * name one needs no look at that table.
     */
    default boolean isAnybody() {
        return false;
    }

    /** Whether it is asked about few rows, so that the ways are better followed from these than from those who claim. */
    default boolean isOfFew() {
        return false;
    }
}
