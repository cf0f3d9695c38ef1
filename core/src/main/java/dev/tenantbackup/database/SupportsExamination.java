// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.database;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.model.TenantId;

/** A {@link TenantDatabase} that can say what stands around a tenant's rows, so that whose they are can be checked. */
public interface SupportsExamination {

    /**
     * Opens a consistent view of all tables of the catalog, with a notebook for one tenant's rows. Needs the right to create
     * temporary tables; writes nothing else.
     *
     * @throws dev.tenantbackup.model.DatabaseException if no connection is to be had, or a table is locked for a change of
     *     its structure
     */
    TenantExaminer examiner(Catalog catalog, TenantId tenant);
}
