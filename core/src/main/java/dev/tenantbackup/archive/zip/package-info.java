// SPDX-License-Identifier: Apache-2.0
/**
 * Reads ZIP files more strictly than general readers do. Knows nothing of backups, and is not exported.
 *
 * <p>Enters: the bytes of a file. Leaves: its entries, and their uncompressed bytes.
 */
@NullMarked
package dev.tenantbackup.archive.zip;

import org.jspecify.annotations.NullMarked;
