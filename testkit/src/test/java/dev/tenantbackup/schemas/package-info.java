// SPDX-License-Identifier: Apache-2.0
/** Schemas as other people design them: each either goes the whole way, or is refused with the reason. */
@NullMarked
package dev.tenantbackup.schemas;

import org.jspecify.annotations.NullMarked;
