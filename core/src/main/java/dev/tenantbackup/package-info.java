// SPDX-License-Identifier: Apache-2.0
/** The front door: export, restore, clone and migrate one tenant. It sees every room; no room looks back at it. */
@NullMarked
package dev.tenantbackup;

import org.jspecify.annotations.NullMarked;
