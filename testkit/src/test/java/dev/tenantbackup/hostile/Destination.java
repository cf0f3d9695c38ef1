// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.hostile;

import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.plan.RestoreMode;
import dev.tenantbackup.testkit.databases.Engine;

/** Where an archive of the second stall can be restored to, and how. */
enum Destination {
    IN_PLACE(RestoreRequest.into(Stalls.STALL)),
    IN_PLACE_MERGED(RestoreRequest.into(Stalls.STALL).withMode(RestoreMode.MERGE)),
    IN_PLACE_MISSING_ONLY(RestoreRequest.into(Stalls.STALL).withMode(RestoreMode.MISSING_ONLY)),
    NEW_TENANT(RestoreRequest.asNewTenant("Nuova")),
    OTHER_TENANT(RestoreRequest.into(Stalls.OTHER)),
    OTHER_TENANT_APPENDED(RestoreRequest.into(Stalls.OTHER).withMode(RestoreMode.APPEND)),
    /** Another database, in which there is no stall at all. */
    EMPTY_DATABASE(RestoreRequest.into(Stalls.STALL));

    private final RestoreRequest request;

    Destination(RestoreRequest request) {
        this.request = request;
    }

    RestoreRequest request() {
        return request;
    }

    Stalls stalls(Engine engine) {
        return this == EMPTY_DATABASE ? Stalls.empty(engine) : Stalls.three(engine);
    }
}
