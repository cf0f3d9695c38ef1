// SPDX-License-Identifier: Apache-2.0
/**
 * The writing side: one transaction that stages rows in temporary tables, gives them new keys, applies them in sets and
 * reads them back.
 *
 * <p>Enters: a {@code LoadPlan} and a session for writing. What products do differently lies in {@code LoadDialect}.
 */
@NullMarked
package dev.tenantbackup.jdbc.load;

import org.jspecify.annotations.NullMarked;
