// SPDX-License-Identifier: Apache-2.0
/**
 * Schemas for one drill each, beside the live one.
 *
 * <p>Enters: a name, and whatever makes the application's tables. Leaves: a {@code TenantDatabase} over an empty schema,
 * to be dropped.
 */
@NullMarked
package dev.tenantbackup.jdbc.scratch;

import org.jspecify.annotations.NullMarked;
