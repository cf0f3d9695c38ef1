// SPDX-License-Identifier: Apache-2.0
/** The whole way on the sample platform: export, damage, diff, restore, clone, undo. */
@NullMarked
package dev.tenantbackup.endtoend;

import org.jspecify.annotations.NullMarked;
