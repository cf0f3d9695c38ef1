// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.TableSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Picks the chains of each owned table once it is known which tables are owned: all that may decide, shortest first,
 * but none that would make ownership go in a circle. Where tables lead to each other, only steps towards the tenant are
 * taken.
 */
final class ChainSelector {

    private final SchemaIndex index;
    private final ReferenceGraph graph;
    private final Map<TableName, Claim> owned;
    private final Problems problems;

    ChainSelector(SchemaIndex index, ReferenceGraph graph, Collection<Claim> claims, Problems problems) {
        this.index = index;
        this.graph = graph;
        this.owned = claims.stream()
                .filter(Claim::isOwned)
                .collect(Collectors.toMap(Claim::table, Function.identity(), (one, other) -> one, TreeMap::new));
        this.problems = problems;
    }

    /** The ownership of every owned table; declared chains that go in a circle are problems. */
    Map<TableName, Ownership> select() {
        Map<TableName, List<Step>> candidates = new TreeMap<>();
        owned.values().forEach(claim -> candidates.put(claim.table(), candidates(claim)));
        StronglyConnected circles = StronglyConnected.of(edges(candidates));
        candidates.replaceAll((table, steps) -> steps.stream()
                .filter(step -> step.declared()
                        || !circles.together(table, step.owner())
                        || distance(step.owner()) < distance(table))
                .toList());
        for (List<TableName> cycle : StronglyConnected.of(edges(candidates)).cycles()) {
            report(cycle);
            candidates.replaceAll((table, steps) -> steps.stream()
                    .filter(step -> !(cycle.contains(table) && cycle.contains(step.owner()))
                            || distance(step.owner()) < distance(table))
                    .toList());
        }
        Map<TableName, Ownership> result = new TreeMap<>();
        candidates.forEach((table, steps) -> result.put(table, ownership(claim(table), steps)));
        return result;
    }

    private Ownership ownership(Claim claim, List<Step> steps) {
        List<Reference> chains = steps.stream()
                .sorted(Comparator.comparingInt((Step step) -> distance(step.owner())))
                .map(Step::reference)
                .toList();
        Ownership settled = claim.settled();
        if (settled instanceof Ownership.ByColumn byColumn) {
            return new Ownership.ByColumn(byColumn.column(), chains);
        }
        if (settled != null) {
            return settled;
        }
        return claim.kind() == Claim.Kind.REFERRED_TO
                ? new Ownership.ReferredTo(chains)
                : new Ownership.ThroughReferences(chains);
    }

    private List<Step> candidates(Claim claim) {
        return switch (claim.kind()) {
            case SETTLED -> List.of();
            case COLUMN -> columnSteps(claim);
            case COLUMN_OR_SUGGESTED -> parents(graph.besideTenantColumn(claim), false);
            case PROVEN ->
                parents(
                        graph.from(claim.table()).stream()
                                .filter(graph::isProof)
                                .toList(),
                        false);
            case SUGGESTED -> {
                List<Reference> references = new ArrayList<>(graph.from(claim.table()));
                references.addAll(claim.steps());
                yield parents(references, false);
            }
            case FIXED -> parents(claim.steps(), true);
            case REFERRED_TO ->
                graph.to(claim.table()).stream()
                        .filter(reference -> !reference.isSelfReference() && owned.containsKey(reference.table()))
                        .map(reference -> new Step(reference, reference.table(), false))
                        .toList();
        };
    }

    private List<Step> columnSteps(Claim claim) {
        if (!claim.steps().isEmpty()) {
            return parents(claim.steps(), true);
        }
        TableSchema table = index.table(claim.table());
        return claim.settled() instanceof Ownership.ByColumn byColumn
                        && table.column(byColumn.column()).nullable()
                ? parents(
                        graph.from(claim.table()).stream()
                                .filter(graph::isProof)
                                .toList(),
                        false)
                : List.of();
    }

    private List<Step> parents(List<Reference> references, boolean declared) {
        return references.stream()
                .filter(reference -> !reference.isSelfReference() && owned.containsKey(reference.parent()))
                .map(reference -> new Step(reference, reference.parent(), declared))
                .toList();
    }

    private Map<TableName, Set<TableName>> edges(Map<TableName, List<Step>> steps) {
        Map<TableName, Set<TableName>> edges = new HashMap<>();
        steps.forEach((table, each) ->
                edges.put(table, each.stream().map(Step::owner).collect(Collectors.toCollection(LinkedHashSet::new))));
        return edges;
    }

    private void report(List<TableName> cycle) {
        String names = cycle.stream().map(table -> "'" + table + "'").collect(Collectors.joining(", "));
        problems.add(
                cycle.get(0),
                "The declared ownership goes in a circle: rows of " + names
                        + " belong to whom each other's rows belong.",
                "Own one of these tables by its tenant column, or through a reference that leads out of the circle.");
    }

    private int distance(TableName table) {
        return claim(table).distance();
    }

    private Claim claim(TableName table) {
        Claim claim = owned.get(table);
        if (claim == null) {
            throw new IllegalStateException("table '" + table + "' is not owned");
        }
        return claim;
    }

    /**
     * A possible step from a table to the one that owns its rows.
     *
     * @param reference the link between them, in either direction
     * @param owner the other table
     * @param declared whether a person asked for it
     */
    private record Step(Reference reference, TableName owner, boolean declared) {}
}
