/**
 * Rows into a target, in sets: staged, checked for conflicts, applied step by step, proved, committed.
 *
 * <p>Enters: a {@code RowSource}, a {@code LoadPlan}, a {@code TenantWriter}. Leaves: a committed change set, or nothing.
 */
@NullMarked
package dev.tenantbackup.load;

import org.jspecify.annotations.NullMarked;
