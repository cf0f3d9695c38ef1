// SPDX-License-Identifier: Apache-2.0
/**
 * Drills for people: one HTML page that needs nothing else, with the figures of a report and a plot of those before it.
 *
 * <p>Enters: a report and the history. Leaves: a text. Figures are those of the report's document, to the millisecond.
 */
@NullMarked
package dev.tenantbackup.drill.page;

import org.jspecify.annotations.NullMarked;
