// SPDX-License-Identifier: Apache-2.0
/**
 * What the live database looks like.
 *
 * <p>Enters: a session. Leaves: a {@code DatabaseSchema}, and answers about values for whoever suspects a reference.
 * Next: the catalog of core.
 */
@NullMarked
package dev.tenantbackup.jdbc.discover;

import org.jspecify.annotations.NullMarked;
