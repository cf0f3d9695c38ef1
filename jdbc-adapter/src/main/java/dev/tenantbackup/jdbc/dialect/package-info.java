// SPDX-License-Identifier: Apache-2.0
/**
 * What differs between database products: one {@link dev.tenantbackup.jdbc.dialect.Dialect} each, and nothing
 * product-specific anywhere else.
 *
 * <p>Enters: a connection. Leaves: how its product spells names, which facts its catalog holds, how a value becomes
 * canonical text and comes back, how a consistent view is opened. Next: {@code session}.
 */
@NullMarked
package dev.tenantbackup.jdbc.dialect;

import org.jspecify.annotations.NullMarked;
