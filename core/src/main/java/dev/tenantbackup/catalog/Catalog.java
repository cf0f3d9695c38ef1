// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.CatalogException;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.DatabaseSchema;
import dev.tenantbackup.schema.TableSchema;
import dev.tenantbackup.upgrade.Upgrades;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The description of a database: every table, whose rows it holds, what refers to what. Immutable; made by a
 * {@link TableCatalog} for one live schema.
 */
public final class Catalog {

    private final DatabaseSchema schema;
    private final @Nullable RootTable root;
    private final Map<TableName, CatalogTable> tables;
    private final Map<TableName, Optional<Proposal>> unclassified;
    private final List<Finding> findings;
    private final Upgrades upgrades;
    private final Map<TableName, List<Reference>> referrers = new HashMap<>();

    /**
     * Puts a catalog together.
     *
     * @param schema the schema it describes
     * @param root absent where tenants have no table of their own
     * @param tables the classified tables
     * @param unclassified the others, each with the proposal for it where there is one
     * @param findings what a person should know of
     */
    public Catalog(
            DatabaseSchema schema,
            @Nullable RootTable root,
            List<CatalogTable> tables,
            Map<TableName, Optional<Proposal>> unclassified,
            List<Finding> findings) {
        this(schema, root, tables, unclassified, findings, Upgrades.NONE);
    }

    private Catalog(
            DatabaseSchema schema,
            @Nullable RootTable root,
            List<CatalogTable> tables,
            Map<TableName, Optional<Proposal>> unclassified,
            List<Finding> findings,
            Upgrades upgrades) {
        this.upgrades = Objects.requireNonNull(upgrades, "upgrades");
        this.schema = Objects.requireNonNull(schema, "schema");
        this.root = root;
        this.tables = new TreeMap<>();
        tables.forEach(table -> this.tables.put(table.name(), table));
        this.unclassified = Collections.unmodifiableMap(new TreeMap<>(unclassified));
        this.findings = List.copyOf(findings);
        for (TableSchema table : schema.tables()) {
            boolean classified = this.tables.containsKey(table.name());
            if (classified == this.unclassified.containsKey(table.name())) {
                throw new IllegalArgumentException("table " + table.name() + " must be classified or unclassified");
            }
        }
        for (CatalogTable table : this.tables.values()) {
            for (Reference reference : table.references()) {
                referrers
                        .computeIfAbsent(reference.parent(), parent -> new ArrayList<>())
                        .add(reference);
            }
        }
    }

    /** The same catalog, for a host that declares how rows of older releases become rows of this one. */
    public Catalog with(Upgrades value) {
        return new Catalog(schema, root, List.copyOf(tables.values()), unclassified, findings, value);
    }

    /** How rows of older releases become rows of this one. */
    public Upgrades upgrades() {
        return upgrades;
    }

    public DatabaseSchema schema() {
        return schema;
    }

    public Optional<RootTable> root() {
        return Optional.ofNullable(root);
    }

    /** The classified tables, in the order of their names. */
    public List<CatalogTable> tables() {
        return List.copyOf(tables.values());
    }

    /** The tables whose rows can be a tenant's, in the order of their names. */
    public List<CatalogTable> ownedTables() {
        return tables.values().stream().filter(CatalogTable::isOwned).toList();
    }

    public Optional<CatalogTable> find(TableName table) {
        return Optional.ofNullable(tables.get(table));
    }

    /**
     * The classified table of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public CatalogTable table(TableName table) {
        return find(table)
                .orElseThrow(() -> new IllegalArgumentException("table '" + table + "' is not in the catalog"));
    }

    /**
     * Tables nobody classified, in the order of their names, each with a proposal where the schema suggests one. Empty:
     * the catalog is complete.
     */
    public Map<TableName, Optional<Proposal>> unclassified() {
        return unclassified;
    }

    public boolean isComplete() {
        return unclassified.isEmpty();
    }

    /**
     * Returns if every table is classified.
     *
     * @throws CatalogException if not: it lists all unclassified tables at once, each with the proposal for it as its
     *     hint
     */
    public void requireComplete() {
        if (isComplete()) {
            return;
        }
        Problems problems = new Problems();
        unclassified.forEach((table, proposal) -> problems.add(
                table,
                "Table '" + table + "' is not classified.",
                proposal.map(Catalog::proposed)
                        .orElse("Nothing suggests whose its rows are: declare it owned, shared or excluded.")));
        throw Problems.asException(
                "The catalog is incomplete: " + unclassified.size() + " of "
                        + schema.tables().size()
                        + " tables are not classified, so nobody can say that a backup would hold all of a tenant's rows.",
                problems.all());
    }

    private static String proposed(Proposal proposal) {
        return "Proposed: " + proposal.ownership().kind() + ", because " + proposal.reason() + ".";
    }

    public List<Finding> findings() {
        return findings;
    }

    /** Every reference to a table, from tables of every ownership. */
    public List<Reference> referencesTo(TableName parent) {
        return List.copyOf(referrers.getOrDefault(parent, List.of()));
    }

    @Override
    public String toString() {
        return tables.values().stream()
                .map(table -> table.name() + ": " + table.ownership().kind())
                .collect(Collectors.joining(", ", "Catalog[", "]"));
    }
}
