// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.RootTable;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;

/** {@code --inactive} needs to know how a tenant is made inactive. */
final class ActiveFlags {

    private ActiveFlags() {}

    /**
     * Refuses if nobody said so.
     *
     * @throws InvalidRequestException with what to say
     */
    static void mustBeKnown(TenantBackupService service) {
        if (service.catalog().root().flatMap(RootTable::flag).isEmpty()) {
            throw new InvalidRequestException(Problem.of("--inactive: nobody said how a tenant is made inactive.")
                    .withHint(
                            "Name a boolean column, as in --active-where \"active = true\"; any other flag is declared"
                                    + " in the catalog file, with its value for active and for inactive tenants."));
        }
    }
}
