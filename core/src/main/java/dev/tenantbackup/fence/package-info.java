// SPDX-License-Identifier: Apache-2.0
/**
 * Fences: what keeps a tenant's rows still while somebody works on them. The SPI {@link
 * dev.tenantbackup.fence.TenantFence}.
 *
 * <p>Enters: who wants which tenant stopped, and why. Leaves: fences that are up, also those that a crash left behind. The
 * adapter for SQL databases has one that the database itself enforces. Next: the front door, which restores behind a fence
 * and says so.
 */
@NullMarked
package dev.tenantbackup.fence;

import org.jspecify.annotations.NullMarked;
