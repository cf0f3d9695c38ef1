// SPDX-License-Identifier: Apache-2.0
/**
 * How far the live schema has moved since a backup was taken. In go an archive's tables, the live catalog and the host's
 * declared upgrades; out come the archive's rows as they would be had they lived through the releases in between, and the
 * differences that nobody has decided on. Planning is next.
 */
@NullMarked
package dev.tenantbackup.drift;

import org.jspecify.annotations.NullMarked;
