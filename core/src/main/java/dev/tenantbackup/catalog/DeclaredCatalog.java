// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.schema.DatabaseSchema;
import java.util.Objects;

/**
 * The catalog of what a host declares and what the schema proves.
 *
 * <p>Taken without a question: the tenant column, and chains of foreign keys that every row must have. Everything that
 * names, values or nullable keys only suggest is a proposal, until it is declared or {@link #acceptingProposals()} is
 * asked for. Immutable and safe for concurrent use; each {@link #resolve} looks at the schema anew.
 */
public final class DeclaredCatalog implements TableCatalog {

    private final CatalogDeclarations declarations;
    private final boolean acceptsProposals;

    private DeclaredCatalog(CatalogDeclarations declarations, boolean acceptsProposals) {
        this.declarations = Objects.requireNonNull(declarations, "declarations");
        this.acceptsProposals = acceptsProposals;
    }

    public static DeclaredCatalog of(CatalogDeclarations declarations) {
        return new DeclaredCatalog(declarations, false);
    }

    /** The same catalog, which takes proposals as if they were declared; each becomes a finding. */
    public DeclaredCatalog acceptingProposals() {
        return new DeclaredCatalog(declarations, true);
    }

    public CatalogDeclarations declarations() {
        return declarations;
    }

    @Override
    public Catalog resolve(DatabaseSchema schema, SchemaProbe probe) {
        return new CatalogResolution(declarations, schema, probe).catalog(acceptsProposals);
    }

    /**
     * The same declarations with everything written in that the schema and its values suggest, for a person to read,
     * correct and accept.
     *
     * @throws dev.tenantbackup.model.CatalogException if declarations contradict the schema: all contradictions at once
     */
    public ProposedDeclarations propose(DatabaseSchema schema, SchemaProbe probe) {
        return new DeclarationProposer(declarations, schema, probe).propose();
    }
}
