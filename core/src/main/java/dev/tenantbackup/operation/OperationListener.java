// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.operation;

/**
 * Told how far an operation is: at each phase and table, and every few thousand rows.
 *
 * <p>Called on the thread that does the work; what it throws ends the operation like any failure, so it should not. It
 * must be quick.
 */
@FunctionalInterface
public interface OperationListener {

    /** Listens to nothing. */
    OperationListener NONE = progress -> {};

    void progressed(Progress progress);
}
