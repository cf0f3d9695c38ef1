// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.remap;

import dev.tenantbackup.model.TableName;
import java.util.Objects;

/**
 * A set of values that get new ones when a tenant's rows are loaded beside those that exist: the values of one column,
 * and of every column that refers to it, directly or by way of others. One map from old to new values serves them all.
 *
 * @param table where the values are born
 * @param column the column there
 * @param allocation where new values come from
 */
public record KeyDomain(TableName table, String column, Allocation allocation) {

    public KeyDomain {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(allocation, "allocation");
    }

    @Override
    public String toString() {
        return table + "." + column;
    }

    /** Where new values come from. */
    public enum Allocation {
        /** The database's own generator: a sequence or identity. */
        GENERATOR,
        /** One more than the greatest value there is: a number without a generator. */
        NEXT_NUMBER,
        /** A random UUID. */
        UUID,
        /** The old text with a suffix that makes it free. */
        SUFFIX,
        /** A random text of the same shape. */
        MINT
    }
}
