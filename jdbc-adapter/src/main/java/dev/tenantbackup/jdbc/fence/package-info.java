// SPDX-License-Identifier: Apache-2.0
/**
 * Fences on a relational database: one that the database itself enforces, and one that is a flag on the tenant's row.
 *
 * <p>Enters: a catalog, and whose writes to stop. Leaves: statements that install a fence, for a person to review and run,
 * and fences that are up. A restore passes the fence of the tenant that it writes. Next to {@code ownership}, which says
 * whose row it is, and {@code load}, which passes.
 */
@NullMarked
package dev.tenantbackup.jdbc.fence;

import org.jspecify.annotations.NullMarked;
