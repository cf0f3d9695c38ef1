// SPDX-License-Identifier: Apache-2.0
/**
 * The rehearsal: restores a backup where it harms nobody, proves it, measures how long that took and how old the data
 * were, discards what was restored, and remembers the result beside the backups.
 *
 * <p>Enters: a backup, or whose newest one. Leaves: a {@link dev.tenantbackup.drill.DrillReport}, and in the backup's
 * validation note whether it can be relied on. The restoring itself is the front door's, as a {@link
 * dev.tenantbackup.drill.DrillSteps}; {@code drill.page} shows reports to people.
 */
@NullMarked
package dev.tenantbackup.drill;

import org.jspecify.annotations.NullMarked;
