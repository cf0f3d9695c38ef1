// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform.schema;

/**
 * What the generator writes into a column: a SQL expression over a tenant's number and a row's number, so that a whole
 * table is filled by one INSERT … SELECT and the same seed always gives the same rows.
 */
@FunctionalInterface
public interface Value {

    /** This value as SQL for the given row. */
    String sql(RowScope row);
}
