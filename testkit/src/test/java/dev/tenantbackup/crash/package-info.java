// SPDX-License-Identifier: Apache-2.0
/** What remains when things go wrong: writers that don't stop, killed processes, small heaps, failing connections. */
@NullMarked
package dev.tenantbackup.crash;

import org.jspecify.annotations.NullMarked;
