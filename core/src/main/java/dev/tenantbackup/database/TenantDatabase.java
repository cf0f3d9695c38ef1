// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.database;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.SchemaProbe;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.schema.DatabaseSchema;

/**
 * A database whose tables hold many tenants' rows: the only way to them, both directions. Safe for concurrent use; each
 * reader and writer holds a connection of its own until it is closed.
 */
public interface TenantDatabase {

    /**
     * Reads the live schema.
     *
     * @throws dev.tenantbackup.model.DatabaseException if the database can't be reached or refuses
     */
    DatabaseSchema schema();

    /** Answers questions about values, for a catalog's suspicions. */
    SchemaProbe probe();

    /**
     * Opens a consistent view of all tables of the catalog. What commits after this call returns is not seen.
     *
     * @throws dev.tenantbackup.model.RightsException if the user may not read all that readers of it read
     * @throws dev.tenantbackup.model.DatabaseException if no connection is to be had, or a table is locked for a change of
     *     its structure
     */
    TenantReader reader(Catalog catalog);

    /**
     * Begins a transaction that will write one tenant. Numbers that the plan demands are reserved at once, in a short
     * transaction of their own where the database needs that: a gap remains if they are not used.
     *
     * @throws dev.tenantbackup.model.RightsException if the user may not do all that the plan's intent can come to; nothing
     *     was reserved
     * @throws dev.tenantbackup.model.ConflictException if another operation of this library is writing the tenant
     * @throws dev.tenantbackup.model.DatabaseException if the database can't be reached or refuses
     */
    TenantWriter writer(LoadPlan plan);
}
