// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.random;

import java.util.List;

/**
 * Rows of one table referring to rows of another, or of the same.
 *
 * @param parentColumns the parent's key, or another unique key of it, in the order of {@code columns}
 * @param enforced whether the database knows it as a foreign key; else only the catalog does
 */
record RandomReference(
        String name,
        String table,
        List<String> columns,
        String parent,
        List<String> parentColumns,
        OnDelete onDelete,
        boolean enforced) {

    RandomReference {
        columns = List.copyOf(columns);
        parentColumns = List.copyOf(parentColumns);
    }

    boolean isSelfReference() {
        return table.equals(parent);
    }

    enum OnDelete {
        NO_ACTION("no action"),
        RESTRICT("restrict"),
        CASCADE("cascade"),
        SET_NULL("set null");

        private final String sql;

        OnDelete(String sql) {
            this.sql = sql;
        }

        String sql() {
            return sql;
        }
    }
}
