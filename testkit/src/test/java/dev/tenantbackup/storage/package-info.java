// SPDX-License-Identifier: Apache-2.0
/** Looks at the order in which a directory storage changes its files. */
@NullMarked
package dev.tenantbackup.storage;

import org.jspecify.annotations.NullMarked;
