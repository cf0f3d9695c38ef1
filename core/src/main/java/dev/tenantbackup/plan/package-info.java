/**
 * Decisions without side effects: what a restore would insert, update and delete, in which order, and what stands in its
 * way.
 *
 * <p>Enters: a {@code Catalog} and two streams of rows, as archived and as they are. Leaves: a change set with counts
 * and samples, and the ordered steps that would apply it. Does no I/O. Next: {@code remap} and {@code load}.
 */
@NullMarked
package dev.tenantbackup.plan;

import org.jspecify.annotations.NullMarked;
