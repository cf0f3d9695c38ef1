// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform.schema;

/** What a foreign key does when the row it points to is deleted. */
public enum OnDelete {
    NO_ACTION("NO ACTION"),
    RESTRICT("RESTRICT"),
    CASCADE("CASCADE"),
    SET_NULL("SET NULL");

    private final String sql;

    OnDelete(String sql) {
        this.sql = sql;
    }

    /** The rule as written in DDL. */
    public String sql() {
        return sql;
    }
}
