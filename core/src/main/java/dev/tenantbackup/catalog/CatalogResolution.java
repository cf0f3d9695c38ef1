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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One resolution of declarations against one schema: the steps in their order, and what each of them found. */
final class CatalogResolution {

    private final CatalogDeclarations declarations;
    private final SchemaProbe probe;
    private final SchemaIndex index;
    private final Problems problems = new Problems();
    private final BoundDeclarations bound;
    private final ReferenceGraph graph;
    private final SuspectedReferences suspected;
    private final SuspectedDocumentIds documentIds;
    private final OwnershipResolver.Resolution ownership;

    CatalogResolution(CatalogDeclarations declarations, DatabaseSchema schema, SchemaProbe probe) {
        this.declarations = declarations;
        this.probe = probe;
        this.index = new SchemaIndex(schema);
        this.bound = new DeclarationBinder(declarations, index, problems).bind();
        this.graph = new ReferenceGraph(index, bound);
        this.suspected = new SuspectedReferences(index, bound, graph, probe);
        this.documentIds = new SuspectedDocumentIds(index, suspected, probe);
        this.ownership = new OwnershipResolver(index, bound, graph, suspected, problems).resolve();
    }

    SuspectedReferences suspected() {
        return suspected;
    }

    SuspectedDocumentIds documentIds() {
        return documentIds;
    }

    BoundDeclarations bound() {
        return bound;
    }

    Map<TableName, Proposal> proposals() {
        return ownership.proposals();
    }

    /**
     * The catalog of what is certain, or of that and all proposals.
     *
     * @throws dev.tenantbackup.model.CatalogException if declarations contradict the schema
     */
    Catalog catalog(boolean withProposals) {
        Map<TableName, Ownership> ownerships = withProposals ? ownership.withProposals() : ownership.proven();
        List<CatalogTable> tables = new ArrayList<>();
        List<Finding> findings = new ArrayList<>(ownership.findings().stream()
                .filter(finding -> !ownerships.containsKey(finding.table()))
                .toList());
        CatalogFindings looks = new CatalogFindings(bound, suspected, documentIds);
        ownerships.forEach((name, owner) -> {
            Set<Reference> references = new LinkedHashSet<>(graph.from(name));
            references.addAll(owner.chains());
            List<JsonReferenceDeclaration> texts =
                    new ArrayList<>(bound.table(name).jsonReferences());
            if (withProposals && owner.isOwned()) {
                references.addAll(suspectedReferences(index.table(name), owner, findings));
                texts.addAll(suspectedLists(index.table(name), findings));
                texts.addAll(suspectedDocumentIds(index.table(name), findings));
            }
            CatalogTable table = table(index.table(name), owner, List.copyOf(references), texts, ownerships, findings);
            tables.add(table);
            if (table.isOwned()) {
                refuseUnsupported(table);
                findings.addAll(looks.of(table));
            }
        });
        findings.addAll(new MissingIndexes(index, probe, bound.root()).of(tables));
        index.schema()
                .neighbours()
                .forEach(neighbour -> outOfScope(neighbour.name(), ownerships).ifPresent(findings::add));
        if (withProposals) {
            ownership.proposals().values().forEach(proposal -> findings.add(accepted(proposal)));
        }
        findings.addAll(new AcceptedSchema(declarations).newcomers(index, problems));
        problems.throwIfAny("The catalog contradicts the database:");
        findings.sort(Comparator.comparing(Finding::table)
                .thenComparing(Finding::kind)
                .thenComparing(Finding::message));
        return new Catalog(index.schema(), bound.root(), tables, unclassified(ownerships), findings)
                .with(declarations.upgrades());
    }

    private Optional<Finding> outOfScope(TableName neighbour, Map<TableName, Ownership> ownerships) {
        List<String> owned = graph.from(neighbour).stream()
                .map(Reference::parent)
                .filter(parent -> Optional.ofNullable(ownerships.get(parent))
                        .map(Ownership::isOwned)
                        .orElse(false))
                .map(parent -> "'" + parent + "'")
                .distinct()
                .toList();
        return owned.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.of(
                        Finding.Kind.OUT_OF_SCOPE,
                        neighbour,
                        "Table '" + neighbour + "' refers to rows of tenants in " + String.join(", ", owned)
                                + " and lies in a schema that is out of scope: its own rows are in no backup.",
                        "Add schema '" + neighbour.schema()
                                + "' to the schemas in scope if its rows are the tenants'."));
    }

    private CatalogTable table(
            TableSchema schema,
            Ownership owner,
            List<Reference> references,
            List<JsonReferenceDeclaration> texts,
            Map<TableName, Ownership> ownerships,
            List<Finding> findings) {
        TableDeclaration declared = bound.table(schema.name());
        Map<String, UniqueRule> uniqueRules = declared.uniqueRules();
        if (owner.isOwned()) {
            UniqueKeyAnalysis keys = UniqueKeyAnalysis.of(
                    schema,
                    owner,
                    references,
                    declared.uniqueRules(),
                    declared.files(),
                    parent -> Optional.ofNullable(ownerships.get(parent))
                            .map(Ownership::isOwned)
                            .orElse(false));
            uniqueRules = keys.rules();
            findings.addAll(keys.findings());
        }
        return new CatalogTable(
                schema,
                owner,
                references,
                texts.stream().map(this::textReference).toList(),
                declared.declaredRule().orElse(TableRule.REPLACE),
                declared.columnRules(),
                uniqueRules,
                FenceObjects.among(declared.triggerRules(), schema),
                dirtyRules(schema, declared, references),
                files(schema, owner, declared));
    }

    private Map<String, DirtyRule> dirtyRules(
            TableSchema schema, TableDeclaration declared, List<Reference> references) {
        declared.dirtyRules().keySet().stream()
                .filter(column -> references.stream()
                        .noneMatch(reference -> reference.columns().contains(column)))
                .forEach(column -> problems.add(
                        schema.name(),
                        "Column '" + column + "' of table '" + schema.name()
                                + "' has a rule for dirty references, and refers to nothing.",
                        "Declare the reference too, or take the rule away."));
        return declared.dirtyRules();
    }

    private List<FileColumn> files(TableSchema schema, Ownership owner, TableDeclaration declared) {
        if (!declared.files().isEmpty() && !owner.isOwned()) {
            problems.add(
                    schema.name(),
                    "Table '" + schema.name() + "' is declared to hold keys of files, and its rows are no tenant's ("
                            + owner.kind() + ").",
                    "Only files of tenants' rows are backed up; take the declaration away, or say whose rows they are.");
        }
        return declared.files();
    }

    private JsonReference textReference(JsonReferenceDeclaration declared) {
        String key = declared.toColumn()
                .orElseGet(() -> index.table(declared.parent()).keyColumns().get(0));
        return new JsonReference(declared.column(), declared.path(), declared.parent(), key);
    }

    private void refuseUnsupported(CatalogTable table) {
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

    /** References that nobody declared, taken because proposals are; a finding each, unless it is the table's proposal. */
    private List<Reference> suspectedReferences(TableSchema table, Ownership owner, List<Finding> findings) {
        List<Reference> taken = new ArrayList<>();
        for (Reference reference : suspected.references(table)) {
            taken.add(reference);
            if (!owner.chains().contains(reference)) {
                findings.add(Finding.of(
                        Finding.Kind.PROPOSAL_ACCEPTED,
                        table.name(),
                        reference + " is taken as a reference, by name and values; nobody has confirmed it.",
                        "Declare it in a catalog file, or list the column under notReferences."));
            }
        }
        for (SuspectedReferences.Pair pair : suspected.pairs(table)) {
            List<Reference> cases = pair.declaration()
                    .map(declaration -> ReferenceGraph.casesOf(table.name(), declaration, index))
                    .orElse(List.of());
            taken.addAll(cases);
            if (!cases.isEmpty() && owner.chains().stream().noneMatch(cases::contains)) {
                findings.add(Finding.of(
                        Finding.Kind.PROPOSAL_ACCEPTED,
                        table.name(),
                        "In table '" + table.name() + "' " + pair + "; this is taken, and nobody has confirmed it.",
                        "Declare the pair in a catalog file, or list '" + pair.idColumn() + "' under notReferences."));
            }
        }
        return taken;
    }

    private List<JsonReferenceDeclaration> suspectedLists(TableSchema table, List<Finding> findings) {
        List<JsonReferenceDeclaration> lists = suspected.lists(table);
        lists.forEach(list -> findings.add(Finding.of(
                Finding.Kind.PROPOSAL_ACCEPTED,
                table.name(),
                "Column '" + table.name() + "." + list.column() + "' is taken as a list of ids of '" + list.parent()
                        + "', by its name; nobody has confirmed it.",
                "Declare it in a catalog file, or list the column under notReferences.")));
        return lists;
    }

    private List<JsonReferenceDeclaration> suspectedDocumentIds(TableSchema table, List<Finding> findings) {
        List<JsonReferenceDeclaration> found = documentIds.of(table);
        found.forEach(ids -> findings.add(Finding.of(
                Finding.Kind.PROPOSAL_ACCEPTED,
                table.name(),
                "What documents in column '" + table.name() + "." + ids.column() + "' hold at " + ids.path()
                        + " is taken as ids of '" + ids.parent()
                        + "', by the name and by values of a sample; nobody has confirmed it.",
                "Declare under json " + ids.asInFile() + ", or list the column under notReferences.")));
        return found;
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

    private Map<TableName, Optional<Proposal>> unclassified(Map<TableName, Ownership> ownerships) {
        Map<TableName, Optional<Proposal>> unclassified = new TreeMap<>();
        for (TableSchema table : index.schema().tables()) {
            if (!ownerships.containsKey(table.name())) {
                unclassified.put(table.name(), Optional.ofNullable(proposals().get(table.name())));
            }
        }
        return unclassified;
    }
}
