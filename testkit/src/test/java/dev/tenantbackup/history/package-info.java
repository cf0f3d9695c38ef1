// SPDX-License-Identifier: Apache-2.0
/** A host's schema over eight releases, and backups of each restored into every later one. */
@NullMarked
package dev.tenantbackup.history;

import org.jspecify.annotations.NullMarked;
