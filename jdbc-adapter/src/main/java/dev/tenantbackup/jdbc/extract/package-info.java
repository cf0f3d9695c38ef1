// SPDX-License-Identifier: Apache-2.0
/**
 * One tenant's rows, counted, streamed and examined, from one consistent view.
 *
 * <p>Enters: a session, a catalog, a tenant. Leaves: streams of rows in canonical text and key order, and findings.
 * Next: core's extract.
 */
@NullMarked
package dev.tenantbackup.jdbc.extract;

import org.jspecify.annotations.NullMarked;
