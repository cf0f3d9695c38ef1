// SPDX-License-Identifier: Apache-2.0
/**
 * Keeps and returns opaque bytes by key: the SPI {@link dev.tenantbackup.storage.BackupStorage}, in memory and in a
 * directory.
 *
 * <p>Enters: bytes of unknown length under a key. Leaves: the same bytes. What they mean is not this room's business;
 * {@code repository} knows.
 */
@NullMarked
package dev.tenantbackup.storage;

import org.jspecify.annotations.NullMarked;
