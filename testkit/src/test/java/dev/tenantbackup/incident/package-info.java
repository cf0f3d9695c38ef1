// SPDX-License-Identifier: Apache-2.0
/** The incident procedure on real databases, from the damage to the report. */
@NullMarked
package dev.tenantbackup.incident;

import org.jspecify.annotations.NullMarked;
