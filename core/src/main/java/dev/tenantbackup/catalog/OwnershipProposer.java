// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.TableSchema;
import dev.tenantbackup.schema.UniqueKey;
import dev.tenantbackup.schema.ValueForm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the schema suggests of tables that nothing proves: one kind of suggestion after the other, the stronger first,
 * because what one suggests may prove the next.
 */
final class OwnershipProposer {

    private final SchemaIndex index;
    private final ReferenceGraph graph;
    private final Claims claims;
    private final SuspectedReferences suspected;

    OwnershipProposer(SchemaIndex index, ReferenceGraph graph, Claims claims, SuspectedReferences suspected) {
        this.index = index;
        this.graph = graph;
        this.claims = claims;
        this.suspected = suspected;
    }

    /** Claims tables by the strongest kind of suggestion there is; false when nothing more is suggested. */
    boolean proposeMore() {
        List<Function<TableSchema, Optional<Claim>>> kinds = List.of(
                this::namedLikeNobodys,
                this::throughOptionalReferences,
                this::throughPair,
                this::throughInferred,
                this::looksShared,
                this::linksShared,
                this::referredTo);
        for (Function<TableSchema, Optional<Claim>> kind : kinds) {
            List<Claim> found = index.schema().tables().stream()
                    .filter(table -> claims.isFree(table.name()))
                    .flatMap(table -> kind.apply(table).stream())
                    .toList();
            if (!found.isEmpty()) {
                found.forEach(claims::claim);
                return true;
            }
        }
        return false;
    }

    private Optional<Claim> namedLikeNobodys(TableSchema table) {
        return NamingConventions.reasonToExclude(table.name().name())
                .filter(reason -> toOwned(graph.from(table.name())).isEmpty())
                .map(reason -> Claim.settled(
                        table.name(), new Ownership.Excluded(reason), "its name says that it is " + reason));
    }

    private Optional<Claim> throughOptionalReferences(TableSchema table) {
        List<Reference> chains = toOwned(graph.from(table.name()));
        return through(table, chains, List.of(), "its rows may be reached through " + listed(chains));
    }

    private Optional<Claim> throughPair(TableSchema table) {
        List<SuspectedReferences.Pair> pairs = suspected.pairs(table);
        List<Reference> cases = pairs.stream()
                .flatMap(pair -> pair.declaration().stream())
                .flatMap(pair -> ReferenceGraph.casesOf(table.name(), pair, index).stream())
                .toList();
        String names = pairs.stream().map(SuspectedReferences.Pair::toString).collect(Collectors.joining("; "));
        return through(table, toOwned(cases), cases, names);
    }

    private Optional<Claim> throughInferred(TableSchema table) {
        List<Reference> inferred = suspected.references(table);
        List<Reference> chains = toOwned(inferred);
        return through(table, chains, inferred, "by name and values it refers to a tenant's rows: " + listed(chains));
    }

    private Optional<Claim> through(TableSchema table, List<Reference> chains, List<Reference> more, String why) {
        return chains.stream()
                .map(chain -> claims.of(chain.parent()).map(Claim::distance).orElse(0))
                .min(Comparator.naturalOrder())
                .map(nearest -> new Claim(table.name(), Claim.Kind.SUGGESTED, null, more, nearest + 1, why));
    }

    private static String listed(List<Reference> chains) {
        return chains.stream().map(Reference::toString).collect(Collectors.joining("; "));
    }

    private Optional<Claim> looksShared(TableSchema table) {
        boolean used = graph.to(table.name()).stream()
                .anyMatch(reference -> claims.of(reference.table()).isPresent() && !reference.isSelfReference());
        return used && toOwned(graph.from(table.name())).isEmpty()
                ? naturalKey(table)
                        .map(key -> Claim.settled(
                                table.name(),
                                new Ownership.Shared(key),
                                "tenants' rows refer to it, it refers to none of them, and " + String.join(", ", key)
                                        + " finds its rows again"))
                : Optional.empty();
    }

    private Optional<Claim> linksShared(TableSchema table) {
        List<Reference> references = graph.from(table.name()).stream()
                .filter(reference -> !reference.isSelfReference())
                .toList();
        boolean onlyShared =
                !references.isEmpty() && references.stream().allMatch(reference -> isShared(reference.parent()));
        return onlyShared
                ? Optional.of(Claim.settled(
                        table.name(),
                        new Ownership.Shared(List.of()),
                        "it refers to shared tables and to nothing else"))
                : Optional.empty();
    }

    private Optional<Claim> referredTo(TableSchema table) {
        List<Reference> referrers = graph.to(table.name());
        boolean byShared = referrers.stream().anyMatch(reference -> isShared(reference.table()));
        return toOwned(graph.from(table.name())).isEmpty() && !byShared
                ? referrers.stream()
                        .filter(reference -> claims.isOwned(reference.table()))
                        .map(reference -> claims.of(reference.table())
                                .map(Claim::distance)
                                .orElse(0))
                        .min(Comparator.naturalOrder())
                        .map(nearest -> new Claim(
                                table.name(),
                                Claim.Kind.REFERRED_TO,
                                null,
                                List.of(),
                                nearest + 1,
                                "only tenants' rows refer to it, and nothing else says whose a row is; if two tenants may refer"
                                        + " to the same row, it is shared instead"))
                : Optional.empty();
    }

    private boolean isShared(TableName table) {
        return claims.of(table)
                .filter(claim -> claim.settled() instanceof Ownership.Shared)
                .isPresent();
    }

    private List<Reference> toOwned(List<Reference> references) {
        return references.stream()
                .filter(reference -> !reference.isSelfReference() && claims.isOwned(reference.parent()))
                .toList();
    }

    /** Columns by which people tell its rows apart: codes rather than names, few columns rather than many. */
    private static Optional<List<String>> naturalKey(TableSchema table) {
        List<List<String>> keys = new ArrayList<>();
        Stream.concat(table.key().stream(), table.uniqueKeys().stream())
                .filter(key -> !key.partial() && !key.columns().isEmpty())
                .map(UniqueKey::columns)
                .filter(columns -> columns.stream().allMatch(NamingConventions::looksLikeNaturalKey))
                .forEach(keys::add);
        if (table.keyColumns().size() == 1
                && table.column(table.keyColumns().get(0)).form() == ValueForm.TEXT) {
            keys.add(table.keyColumns());
        }
        return keys.stream()
                .min(Comparator.<List<String>>comparingInt(List::size)
                        .thenComparing(columns -> columns.contains("name") ? 1 : 0));
    }
}
