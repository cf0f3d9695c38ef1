// SPDX-License-Identifier: Apache-2.0
/**
 * Asks, before an operation begins, whether the connected user may do all that it takes.
 *
 * <p>Enters: a catalog or a plan, as {@code Needs}. Leaves: nothing, or one refusal with every statement that an
 * administrator has to run. Each product is asked in its own way, by a query or two however many tables there are.
 */
@NullMarked
package dev.tenantbackup.jdbc.rights;

import org.jspecify.annotations.NullMarked;
