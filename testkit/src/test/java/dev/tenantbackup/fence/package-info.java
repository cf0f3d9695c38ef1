// SPDX-License-Identifier: Apache-2.0
/** Fences on real databases: whom they stop, whom they let through, and what is left of them when a process dies. */
@NullMarked
package dev.tenantbackup.fence;

import org.jspecify.annotations.NullMarked;
