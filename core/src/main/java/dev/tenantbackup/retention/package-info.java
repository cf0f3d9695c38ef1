// SPDX-License-Identifier: Apache-2.0
/**
 * Which backups to keep: a pure function.
 *
 * <p>Enters: backup records and a policy. Leaves: for each backup whether it stays or goes, and why. The deed of
 * deleting is the front door's, through {@code repository}.
 */
@NullMarked
package dev.tenantbackup.retention;

import org.jspecify.annotations.NullMarked;
