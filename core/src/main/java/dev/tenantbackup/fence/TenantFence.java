// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.fence;

import dev.tenantbackup.model.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * Stops a tenant's writes, or all of its traffic, and lets them go on. What a fence stops it stops for everybody but the
 * restores of this library, and for this tenant alone.
 *
 * <p>A fence is <em>up</em> or down, never half: it must go up for all of the tenant's tables in one step, and must stay
 * up until it is lifted, also when the process that raised it dies. It is <em>effective</em> once everything that was
 * under way when it went up has ended: only then is nothing of the tenant changed any more. An implementation that can't
 * know that must leave {@link RaisedFence#effectiveSince} empty.
 *
 * <p>Safe for concurrent use, by several processes too.
 */
public interface TenantFence {

    /**
     * Raises a fence and waits until it is effective, as long as the request's patience. One that is up stays up as it
     * was raised, by whomever, and is waited for: so whoever was interrupted simply asks again. Another level than that
     * of the fence that is up takes the place of it.
     *
     * <p>If it throws, the fence may be up or down, as {@link #find} says: down if it was refused; up, and not known to be
     * effective, if the wait was too short.
     *
     * @return the fence; effective, unless this kind of fence can't know that
     * @throws dev.tenantbackup.model.InvalidRequestException if there is no such level here, or the fence is not installed
     * @throws dev.tenantbackup.model.NotFoundException if there is no such tenant
     * @throws dev.tenantbackup.model.ConflictException if something older was still under way when patience ended; the
     *     message names it. The fence stays up: ask again to go on waiting, or lift it
     */
    RaisedFence raise(FenceRequest request);

    /**
     * Lifts a tenant's fence, whoever raised it. Does nothing where none is up.
     *
     * @return what was lifted
     */
    Optional<RaisedFence> lift(TenantId tenant);

    /** The tenant's fence, if it is up. */
    Optional<RaisedFence> find(TenantId tenant);

    /** All fences that are up, in the order of their tenants' ids: also those that nobody remembers. */
    List<RaisedFence> raised();
}
