// SPDX-License-Identifier: Apache-2.0
/**
 * One borrowed connection with a transaction of ours in it, and the way back to how it was.
 *
 * <p>Enters: a {@code DataSource}. Leaves: a {@link dev.tenantbackup.jdbc.session.JdbcSession} that reads and writes
 * under pinned settings, and failures in this library's words. Next: {@code discover}, {@code ownership}, {@code
 * extract}.
 */
@NullMarked
package dev.tenantbackup.jdbc.session;

import org.jspecify.annotations.NullMarked;
