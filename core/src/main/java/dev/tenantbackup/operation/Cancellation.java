// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.operation;

import dev.tenantbackup.model.CancelledException;
import dev.tenantbackup.model.Problem;

/** Asked, between batches of rows and between steps, whether to stop. Must be quick and safe for any thread. */
@FunctionalInterface
public interface Cancellation {

    /** Never stops. */
    Cancellation NEVER = () -> false;

    boolean isRequested();

    /**
     * Returns if nobody asked to stop.
     *
     * @throws CancelledException if somebody did
     */
    default void throwIfRequested() {
        if (isRequested()) {
            throw new CancelledException(Problem.of("Cancelled on request; nothing of it remains."));
        }
    }
}
