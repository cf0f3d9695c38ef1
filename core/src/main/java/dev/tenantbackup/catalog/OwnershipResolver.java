// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Decides whose each table's rows are: what a person declared, then what the schema proves, then, as proposals, what it
 * suggests.
 */
final class OwnershipResolver {

    private final SchemaIndex index;
    private final BoundDeclarations declarations;
    private final ReferenceGraph graph;
    private final OwnershipProposer proposer;
    private final Claims claims;
    private final Problems problems;

    OwnershipResolver(
            SchemaIndex index,
            BoundDeclarations declarations,
            ReferenceGraph graph,
            SuspectedReferences suspected,
            Problems problems) {
        this.index = index;
        this.declarations = declarations;
        this.graph = graph;
        this.claims = new Claims(graph);
        this.proposer = new OwnershipProposer(index, graph, claims, suspected);
        this.problems = problems;
    }

    Resolution resolve() {
        index.schema().neighbours().forEach(this::leaveOut);
        index.schema().tables().forEach(this::claimAtOnce);
        claims.spread();
        List<Claim> certain = List.copyOf(claims.all());
        List<Finding> findings =
                claims.stillWaiting().stream().map(this::unreachable).toList();
        claims.startProposing();
        while (proposer.proposeMore()) {
            claims.spread();
        }
        refuseDeadEnds();
        Map<TableName, Ownership> proven = ownerships(certain, problems);
        // A circle among declarations was reported above; one that only proposals close is none of a person's making.
        List<Claim> suggested = claims.all().stream()
                .map(claim -> mayNeedOtherWays(claim, proven) ? claim.orSuggested() : claim)
                .toList();
        Map<TableName, Ownership> all = ownerships(suggested, new Problems());
        Map<TableName, Proposal> proposals = new TreeMap<>();
        for (Claim claim : claims.all()) {
            Ownership ownership = all.get(claim.table());
            boolean isNew = !proven.containsKey(claim.table());
            boolean leadsOn = mayNeedOtherWays(claim, proven)
                    && ownership != null
                    && !ownership.chains().isEmpty();
            if (ownership != null && (isNew || leadsOn)) {
                proposals.put(claim.table(), new Proposal(claim.table(), ownership, reason(claim, ownership)));
            }
        }
        return new Resolution(proven, all, proposals, findings);
    }

    private static String reason(Claim claim, Ownership ownership) {
        return ownership instanceof Ownership.ByColumn byColumn
                ? "where '" + byColumn.column() + "' is NULL, "
                        + byColumn.chains().stream()
                                .map(chain -> String.join(",", chain.columns()))
                                .distinct()
                                .collect(Collectors.joining(" or "))
                        + " may tell the tenant"
                : claim.proposedBecause().orElse("it was declared");
    }

    /** Whether a row may have no value in its tenant column, and nobody has said what then. */
    private boolean mayNeedOtherWays(Claim claim, Map<TableName, Ownership> proven) {
        return declarations.table(claim.table()).ownership() == null
                && proven.get(claim.table()) instanceof Ownership.ByColumn byColumn
                && byColumn.chains().isEmpty()
                && index.table(claim.table()).column(byColumn.column()).nullable();
    }

    private Map<TableName, Ownership> ownerships(List<Claim> of, Problems into) {
        Map<TableName, Ownership> result = new TreeMap<>(new ChainSelector(index, graph, of, into).select());
        for (Claim claim : of) {
            Ownership settled = claim.settled();
            if (settled != null && !settled.isOwned()) {
                result.put(claim.table(), settled);
            }
        }
        return result;
    }

    /** What lies out of scope is nobody's here, unless a person said how it is shared. */
    private void leaveOut(TableSchema neighbour) {
        TableName name = neighbour.name();
        OwnershipDeclaration declared = declarations.table(name).ownership();
        boolean isRoot =
                declarations.root() != null && declarations.root().table().equals(name);
        if (isRoot || (declared != null && !isNobodys(name))) {
            problems.add(
                    name,
                    "Table '" + name + "' is declared to hold tenants' rows, and lies out of scope.",
                    "Add schema '" + name.schema() + "' to the schemas in scope.");
        }
        claims.claim(Claim.settled(
                name,
                declared != null && isNobodys(name)
                        ? settled(declared)
                        : new Ownership.Excluded("it lies in a schema that is out of scope"),
                null));
    }

    private void claimAtOnce(TableSchema table) {
        RootTable root = declarations.root();
        if (root != null && root.table().equals(table.name())) {
            claims.claim(Claim.settled(table.name(), new Ownership.Root(root.keyColumn()), null));
            return;
        }
        OwnershipDeclaration declared = declarations.table(table.name()).ownership();
        if (declared != null) {
            claimAsDeclared(table, declared);
        } else {
            declarations.tenantColumn(table).ifPresent(column -> claimByColumn(table, column.name(), List.of()));
        }
    }

    private void claimAsDeclared(TableSchema table, OwnershipDeclaration declared) {
        if (declared instanceof OwnershipDeclaration.ByColumn byColumn) {
            claimByColumn(table, byColumn.column(), steps(table, byColumn.through()));
        } else if (declared instanceof OwnershipDeclaration.Through through) {
            claims.waitForParent(table.name(), steps(table, through.steps()));
        } else if (declared instanceof OwnershipDeclaration.ByReferrers) {
            if (graph.to(table.name()).stream().allMatch(Reference::isSelfReference)) {
                problems.add(
                        table.name(),
                        "Table '" + table.name() + "' is declared to be owned by being referred to, and nothing refers"
                                + " to it.",
                        "Declare the reference that the database does not know, on the table that holds it.");
            }
            claims.waitForReferrer(table.name());
        } else {
            claims.claim(Claim.settled(table.name(), settled(declared), null));
        }
    }

    private static Ownership settled(OwnershipDeclaration declared) {
        if (declared instanceof OwnershipDeclaration.Where where) {
            return new Ownership.ByPredicate(where.sql());
        }
        if (declared instanceof OwnershipDeclaration.Shared shared) {
            return new Ownership.Shared(shared.naturalKey());
        }
        if (declared instanceof OwnershipDeclaration.Excluded excluded) {
            return new Ownership.Excluded(excluded.reason());
        }
        throw new IllegalArgumentException("depends on other tables: " + declared);
    }

    private void claimByColumn(TableSchema table, String column, List<Reference> steps) {
        Ownership ownership = new Ownership.ByColumn(column, List.of());
        claims.claim(new Claim(table.name(), Claim.Kind.COLUMN, ownership, steps, 0, null));
    }

    private List<Reference> steps(TableSchema table, List<String> declared) {
        List<Reference> references = new ArrayList<>();
        for (String step : declared) {
            List<Reference> meant = graph.step(table.name(), step).stream()
                    .filter(reference -> !reference.isSelfReference())
                    .toList();
            if (meant.isEmpty()) {
                problems.add(
                        table.name(),
                        "Table '" + table.name() + "' is declared to be owned through '" + step
                                + "', which is no reference to another table.",
                        stepHint(table.name(), step));
            }
            meant.stream()
                    .filter(reference -> !comparesAlike(table, reference))
                    .forEach(reference -> problems.add(
                            table.name(),
                            "Table '" + table.name() + "' is declared to be owned through " + reference
                                    + ", whose sides are of different types.",
                            "Ownership needs a reference of one type on both sides; a tenant column or a condition (where) may"
                                    + " say the same."));
            references.addAll(meant);
        }
        return references;
    }

    /** A database compares the two sides of a chain itself; text that only looks like the other side's number is no match. */
    private boolean comparesAlike(TableSchema table, Reference reference) {
        return index.find(reference.parent())
                .map(parent -> IntStream.range(0, reference.columns().size())
                        .allMatch(i -> table.column(reference.columns().get(i)).form()
                                == parent.column(reference.parentColumns().get(i))
                                        .form()))
                .orElse(false);
    }

    private String stepHint(TableName table, String step) {
        return NearestName.suggestion(step, graph.steps(table))
                .orElseGet(() -> graph.steps(table).isEmpty()
                        ? "The table refers to nothing: declare the reference first."
                        : "Its references are " + String.join("; ", graph.steps(table))
                                + "; declare the reference if the database does not know it.");
    }

    private Finding unreachable(TableName table) {
        return Finding.of(
                Finding.Kind.UNREACHABLE,
                table,
                "Table '" + table + "' is declared to be owned, and nothing around it leads to a tenant yet: "
                        + around(table),
                "Classify the tables around it first.");
    }

    private String around(TableName table) {
        String names = graph.from(table).stream()
                .map(Reference::parent)
                .distinct()
                .filter(parent -> !claims.isOwned(parent))
                .map(TableName::toString)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "no owned table refers to it." : names + " have no owner.";
    }

    /** A chain that can only end at a table which is nobody's is a contradiction, not a gap. */
    private void refuseDeadEnds() {
        for (TableSchema table : index.schema().tables()) {
            OwnershipDeclaration declared = declarations.table(table.name()).ownership();
            List<String> steps = declared instanceof OwnershipDeclaration.Through through
                    ? through.steps()
                    : declared instanceof OwnershipDeclaration.ByColumn byColumn ? byColumn.through() : List.of();
            for (String step : steps) {
                List<Reference> meant = graph.step(table.name(), step);
                @Nullable
                Reference dead = meant.isEmpty() || meant.stream().anyMatch(each -> !isNobodys(each.parent()))
                        ? null
                        : meant.get(0);
                if (dead != null) {
                    problems.add(
                            table.name(),
                            "Table '" + table.name() + "' is declared to be owned through " + dead + ", but '"
                                    + dead.parent() + "' is nobody's.",
                            "Own it through another reference, or make '" + dead.parent() + "' an owned table.");
                }
            }
        }
    }

    private boolean isNobodys(TableName table) {
        OwnershipDeclaration declared = declarations.table(table).ownership();
        return declared instanceof OwnershipDeclaration.Shared || declared instanceof OwnershipDeclaration.Excluded;
    }

    /**
     * The outcome.
     *
     * @param proven what was declared or follows from the schema
     * @param withProposals the same, all proposals taken
     * @param proposals what is suggested for the tables that are not among the proven
     * @param findings tables declared to be owned that no chain leads to
     */
    record Resolution(
            Map<TableName, Ownership> proven,
            Map<TableName, Ownership> withProposals,
            Map<TableName, Proposal> proposals,
            List<Finding> findings) {}
}
