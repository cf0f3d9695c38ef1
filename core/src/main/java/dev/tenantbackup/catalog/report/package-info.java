// SPDX-License-Identifier: Apache-2.0
/**
 * What {@code inspect} shows: a catalog as a tree for people, as JSON for programs, and as a diagram.
 *
 * <p>Enters: a {@code Catalog}. Leaves: text. Knows the neighbour {@code catalog} only.
 */
@NullMarked
package dev.tenantbackup.catalog.report;

import org.jspecify.annotations.NullMarked;
