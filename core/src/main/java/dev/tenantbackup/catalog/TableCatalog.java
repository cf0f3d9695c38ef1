// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.schema.DatabaseSchema;

/**
 * Says what is the tenant's: the SPI by which a host describes its database.
 *
 * <p>The ready implementation is {@link DeclaredCatalog}: what the schema proves, settled and overridden by what the
 * host declares. Implementations must be safe for concurrent use. The service asks when the schema has changed since it
 * asked last, and every ten minutes in which it works: what an implementation says may depend on the schema, on values that
 * it looks at through the probe, and on nothing else that changes.
 */
@FunctionalInterface
public interface TableCatalog {

    /**
     * Classifies every table of the schema.
     *
     * <p>Must not refuse because of unclassified tables: they are listed in {@link Catalog#unclassified()}, and the
     * operation that needs them refuses.
     *
     * @param schema the live schema
     * @param probe answers questions about values, from the same database
     * @throws dev.tenantbackup.model.CatalogException if a declaration contradicts the schema: all contradictions at
     *     once
     */
    Catalog resolve(DatabaseSchema schema, SchemaProbe probe);
}
