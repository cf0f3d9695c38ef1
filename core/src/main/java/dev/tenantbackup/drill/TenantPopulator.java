// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drill;

import dev.tenantbackup.model.TenantId;

/** Makes a test tenant, as the application itself makes tenants. */
@FunctionalInterface
public interface TenantPopulator {

    /**
     * Creates a tenant with rows in every table that matters, and commits; best in one transaction, so that a failure
     * leaves nothing that nobody knows.
     *
     * @param name by which the tenant must go: it is removed later only if it does
     * @return its id
     */
    TenantId populate(String name);
}
