// SPDX-License-Identifier: Apache-2.0
/**
 * Backups in a storage: archives and their records, published, listed, opened, adopted and deleted so that a backup
 * is there whole or not at all.
 *
 * <p>Enters: what {@code archive} writes. Leaves: records, and archives opened for reading whose bytes are the ones
 * that were recorded. The only room that sees both {@code archive} and {@code storage}.
 */
@NullMarked
package dev.tenantbackup.repository;

import org.jspecify.annotations.NullMarked;
