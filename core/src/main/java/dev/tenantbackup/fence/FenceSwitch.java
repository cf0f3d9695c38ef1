// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.fence;

import dev.tenantbackup.model.TenantId;
import java.time.Duration;
import java.util.Set;

/**
 * How an application is told to stop a tenant's traffic and to go on: a callback of the host, or a flag that it reads. A
 * {@link RecordedFence} remembers what was asked of it, and asks again after a crash: both methods must have the same
 * effect the second time. Called on the thread that raises or lifts.
 */
public interface FenceSwitch {

    /** The levels that it can tell apart; all, if not said. */
    default Set<FenceLevel> levels() {
        return Set.of(FenceLevel.values());
    }

    /**
     * Stops what the fence stops.
     *
     * @param patience how long to wait at most for what is under way
     * @throws dev.tenantbackup.model.InvalidRequestException if it can't be done; nothing was stopped
     * @throws dev.tenantbackup.model.NotFoundException if there is no such tenant; nothing was stopped
     * @return EFFECTIVE only if nothing that the fence stops is under way any more, nor can begin
     */
    Effect stop(RaisedFence fence, Duration patience);

    /** Lets everything of the tenant go on; does nothing if nothing is stopped. */
    void resume(TenantId tenant);

    /** What is known once an application was told to stop. */
    enum Effect {
        /** It was told, and nobody can say whether everybody has heard of it. */
        ANNOUNCED,
        /** It has stopped. */
        EFFECTIVE
    }
}
