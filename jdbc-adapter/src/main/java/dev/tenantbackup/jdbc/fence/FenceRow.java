// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.fence;

import dev.tenantbackup.fence.FenceLevel;
import dev.tenantbackup.fence.FenceRequest;
import dev.tenantbackup.fence.RaisedFence;
import dev.tenantbackup.model.TenantId;
import java.time.Instant;
import java.util.UUID;

/**
 * A row of the fence table.
 *
 * @param fence what is up
 * @param pass what a session has to show to write nevertheless; another one each time that a fence is raised
 */
record FenceRow(RaisedFence fence, String pass) {

    /** The longest text that both products hand on to whoever is refused. */
    private static final int LONGEST_MESSAGE = 128;

    /** A fence that goes up now, not effective yet. */
    static FenceRow raised(FenceRequest request, Instant now) {
        return new FenceRow(
                new RaisedFence(request.tenant(), FenceLevel.WRITES, request.actor(), request.reason(), now, null),
                UUID.randomUUID().toString());
    }

    TenantId tenant() {
        return fence.tenant();
    }

    /** What whoever is refused is told. */
    String message() {
        String message = "Tenant '" + tenant() + "' is fenced, its rows can't be written: " + fence.reason();
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE - 1) + "…";
    }
}
