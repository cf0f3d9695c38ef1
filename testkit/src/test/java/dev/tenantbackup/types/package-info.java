// SPDX-License-Identifier: Apache-2.0
/**
 * Every type of every product, with the values at its edges, through export, diff, restore and clone. The types and
 * values are data: one {@code .types} file per product among the resources, explained in {@link
 * dev.tenantbackup.types.TypeList}.
 */
@NullMarked
package dev.tenantbackup.types;

import org.jspecify.annotations.NullMarked;
