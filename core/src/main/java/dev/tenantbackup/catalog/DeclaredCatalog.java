// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.DatabaseSchema;
import dev.tenantbackup.schema.TableSchema;
import dev.tenantbackup.schema.ValueForm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
        SchemaIndex index = new SchemaIndex(schema);
        Problems problems = new Problems();
        BoundDeclarations bound = new DeclarationBinder(declarations, index, problems).bind();
        ReferenceGraph graph = new ReferenceGraph(index, bound);
        SuspectedReferences suspected = new SuspectedReferences(index, bound, graph, probe);
        OwnershipResolver.Resolution resolution =
                new OwnershipResolver(index, bound, graph, suspected, problems).resolve();
        Map<TableName, Ownership> ownerships = acceptsProposals ? resolution.withProposals() : resolution.proven();

        List<CatalogTable> tables = new ArrayList<>();
        List<Finding> findings = new ArrayList<>(resolution.findings().stream()
                .filter(finding -> !ownerships.containsKey(finding.table()))
                .toList());
        CatalogFindings looks = new CatalogFindings(bound, suspected);
        ownerships.forEach((name, ownership) -> {
            CatalogTable table = table(index.table(name), ownership, graph, bound, ownerships, findings);
            tables.add(table);
            if (table.isOwned()) {
                refuseUnsupported(table, problems);
                findings.addAll(looks.of(table));
            }
        });
        if (acceptsProposals) {
            resolution.proposals().values().forEach(proposal -> findings.add(accepted(proposal)));
        }
        findings.addAll(newSinceAccepted(index, problems));
        problems.throwIfAny("The catalog contradicts the database:");
        findings.sort(Comparator.comparing(Finding::table)
                .thenComparing(Finding::kind)
                .thenComparing(Finding::message));
        return new Catalog(schema, bound.root(), tables, unclassified(schema, ownerships, resolution), findings);
    }

    private static CatalogTable table(
            TableSchema schema,
            Ownership ownership,
            ReferenceGraph graph,
            BoundDeclarations bound,
            Map<TableName, Ownership> ownerships,
            List<Finding> findings) {
        TableDeclaration declared = bound.table(schema.name());
        Set<Reference> references = new LinkedHashSet<>(graph.from(schema.name()));
        references.addAll(ownership.chains());
        Map<String, UniqueRule> uniqueRules = declared.uniqueRules();
        if (ownership.isOwned()) {
            UniqueKeyAnalysis keys = UniqueKeyAnalysis.of(
                    schema,
                    ownership,
                    List.copyOf(references),
                    declared.uniqueRules(),
                    parent -> Optional.ofNullable(ownerships.get(parent))
                            .map(Ownership::isOwned)
                            .orElse(false));
            uniqueRules = keys.rules();
            findings.addAll(keys.findings());
        }
        return new CatalogTable(
                schema,
                ownership,
                List.copyOf(references),
                declared.jsonReferences().stream()
                        .map(json -> new JsonReference(
                                json.column(),
                                json.path(),
                                json.parent(),
                                json.toColumn().orElseThrow()))
                        .toList(),
                declared.declaredRule().orElse(TableRule.REPLACE),
                declared.columnRules(),
                uniqueRules,
                declared.triggerRules());
    }

    private static void refuseUnsupported(CatalogTable table, Problems problems) {
        for (Column column : table.schema().storedColumns()) {
            if (column.form() == ValueForm.UNSUPPORTED) {
                problems.add(
                        table.name(),
                        "Column '" + table.name() + "." + column.name() + "' is of type " + column.type()
                                + ", whose values this version can't carry exactly.",
                        "Convert the column to a type listed in docs/types.md, or declare the table excluded.");
            }
        }
    }

    private static Finding accepted(Proposal proposal) {
        return Finding.of(
                Finding.Kind.PROPOSAL_ACCEPTED,
                proposal.table(),
                "Table '" + proposal.table() + "' is taken as '"
                        + proposal.ownership().kind() + "' on a proposal nobody has confirmed: " + proposal.reason()
                        + ".",
                "Confirm it in a catalog file.");
    }

    private List<Finding> newSinceAccepted(SchemaIndex index, Problems problems) {
        List<Finding> findings = new ArrayList<>();
        declarations.acceptedSchema().ifPresent(accepted -> {
            Map<TableName, Set<String>> known = new TreeMap<>();
            accepted.forEach((table, columns) -> index.find(table)
                    .ifPresent(found -> known.put(
                            found.name(),
                            columns.stream()
                                    .flatMap(column -> SchemaIndex.find(found, column).stream())
                                    .map(Column::name)
                                    .collect(Collectors.toSet()))));
            for (TableSchema table : index.schema().tables()) {
                Set<String> columns = known.get(table.name());
                if (columns == null) {
                    findings.add(newcomer(table, "Table '" + table.name() + "' came"));
                } else {
                    table.columns().stream()
                            .filter(column -> !columns.contains(column.name()))
                            .forEach(column -> findings.add(
                                    newcomer(table, "Column '" + table.name() + "." + column.name() + "' came")));
                }
            }
            if (declarations.strictColumns()) {
                findings.forEach(finding -> problems.add(
                        finding.table(), finding.message(), finding.advice().orElse(null)));
            }
        });
        return findings;
    }

    private static Finding newcomer(TableSchema table, String what) {
        return Finding.of(
                Finding.Kind.NEW_SINCE_ACCEPTED,
                table.name(),
                what + " since the catalog was accepted.",
                "Look at it, declare what has to be said, and record the accepted tables anew.");
    }

    private static Map<TableName, Optional<Proposal>> unclassified(
            DatabaseSchema schema, Map<TableName, Ownership> ownerships, OwnershipResolver.Resolution resolution) {
        Map<TableName, Optional<Proposal>> unclassified = new TreeMap<>();
        for (TableSchema table : schema.tables()) {
            if (!ownerships.containsKey(table.name())) {
                unclassified.put(
                        table.name(), Optional.ofNullable(resolution.proposals().get(table.name())));
            }
        }
        return unclassified;
    }
}
