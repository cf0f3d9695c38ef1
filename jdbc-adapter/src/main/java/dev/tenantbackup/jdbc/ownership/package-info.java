// SPDX-License-Identifier: Apache-2.0
/**
 * Whose row it is, as SQL.
 *
 * <p>Enters: the catalog's {@code Ownership} of a table and a tenant. Leaves: a condition over the table's rows, fit for
 * reading and for writing. Next: {@code extract} and {@code load}.
 */
@NullMarked
package dev.tenantbackup.jdbc.ownership;

import org.jspecify.annotations.NullMarked;
