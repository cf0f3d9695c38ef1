// SPDX-License-Identifier: Apache-2.0
/**
 * Looking into backups without a database: which tables, which rows, and what changed from one backup to the next.
 *
 * <p>Enters: archives opened by {@code repository}. Leaves: rows as they are archived, and counts. Nothing is restored.
 */
@NullMarked
package dev.tenantbackup.browse;

import org.jspecify.annotations.NullMarked;
