// SPDX-License-Identifier: Apache-2.0
/** Planted code that breaks the rules of the house on purpose, to show that each rule bites. */
@NullMarked
package dev.tenantbackup.architecture.planted.retention;

import org.jspecify.annotations.NullMarked;
