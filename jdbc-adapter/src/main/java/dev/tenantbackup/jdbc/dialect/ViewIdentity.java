// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.dialect;

import java.time.Instant;

/**
 * Which view of the data a transaction has.
 *
 * @param id the database's own name of it
 * @param takenAt a moment, by the database's clock, before which everything committed is in it
 */
public record ViewIdentity(String id, Instant takenAt) {}
