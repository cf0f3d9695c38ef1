// SPDX-License-Identifier: Apache-2.0
/**
 * What stands around a tenant's rows, asked without the conditions by which they were found.
 *
 * <p>Enters: a session, a catalog, a tenant. Leaves: counts and keys. The keys of the tenant's rows are noted in temporary
 * tables as {@code extract} delivers them; every question is about those, about the values of a column, or about one
 * reference. Next: core's verify.
 */
@NullMarked
package dev.tenantbackup.jdbc.examine;

import org.jspecify.annotations.NullMarked;
