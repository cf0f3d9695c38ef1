// SPDX-License-Identifier: Apache-2.0
/**
 * Archives that somebody made to do harm, and storages and disks that fail, against real databases: nothing of a
 * bystander moves, nothing half is there, and the error names the cause.
 */
@NullMarked
package dev.tenantbackup.hostile;

import org.jspecify.annotations.NullMarked;
