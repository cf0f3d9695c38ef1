// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog.report;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.model.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How a table's rows belong, in the words that the renderings share. */
final class OwnershipWords {

    private static final String OR = " | ";

    private OwnershipWords() {}

    /** The table that rows are reached from first: where the table hangs in the tree. */
    static Optional<TableName> above(Ownership ownership) {
        if (ownership instanceof Ownership.ThroughReferences through) {
            return Optional.of(through.chains().get(0).parent());
        }
        if (ownership instanceof Ownership.ReferredTo referredTo) {
            return Optional.of(referredTo.referrers().get(0).table());
        }
        return Optional.empty();
    }

    /**
     * What stands beside a table in a tree: the way to the table above in short, other ways with the table they lead to.
     */
    static String besideName(Ownership ownership) {
        if (ownership instanceof Ownership.Root root) {
            return "tenant table, key " + root.keyColumn();
        }
        if (ownership instanceof Ownership.ByColumn byColumn) {
            List<String> ways = ways(byColumn.chains(), true);
            return byColumn.column() + (ways.isEmpty() ? "" : ", and where that is NULL " + String.join(" or ", ways));
        }
        if (ownership instanceof Ownership.ThroughReferences through) {
            return String.join(" or ", ways(through.chains(), false));
        }
        return alone(ownership);
    }

    /** An ownership that needs no other table to be told. */
    static String alone(Ownership ownership) {
        if (ownership instanceof Ownership.ReferredTo referredTo) {
            return "referred to by "
                    + referredTo.referrers().stream().map(OwnershipWords::from).collect(Collectors.joining(", "));
        }
        if (ownership instanceof Ownership.ByPredicate predicate) {
            return "where " + predicate.sql();
        }
        if (ownership instanceof Ownership.Shared shared) {
            return shared.naturalKey().isEmpty()
                    ? "no natural key"
                    : "found again by " + String.join(", ", shared.naturalKey());
        }
        if (ownership instanceof Ownership.Excluded excluded) {
            return excluded.reason();
        }
        return ownership.chains().isEmpty()
                ? besideName(ownership)
                : String.join(" or ", ways(ownership.chains(), true));
    }

    /**
     * The whole way from a table to the tenant in one line: {@code order_lines.order_id -> orders.restaurant_id}. The
     * ways of the first step stand beside each other; from there on the first way is followed.
     */
    static String path(Catalog catalog, CatalogTable table) {
        Ownership ownership = table.ownership();
        if (ownership instanceof Ownership.Root root) {
            return table.name() + "." + root.keyColumn();
        }
        List<String> ways = new ArrayList<>();
        if (ownership instanceof Ownership.ByColumn byColumn) {
            ways.add(table.name() + "." + byColumn.column());
        }
        ownership.chains().forEach(chain -> ways.add(from(chain) + " -> " + onward(catalog, chain.parent())));
        return ways.isEmpty() ? alone(ownership) : String.join(OR, ways);
    }

    private static String onward(Catalog catalog, TableName start) {
        List<String> steps = new ArrayList<>();
        Set<TableName> seen = new LinkedHashSet<>();
        TableName next = start;
        while (seen.add(next)) {
            Ownership ownership = catalog.table(next).ownership();
            if (ownership instanceof Ownership.Root root) {
                steps.add(next + "." + root.keyColumn());
            } else if (ownership instanceof Ownership.ByColumn byColumn) {
                steps.add(next + "." + byColumn.column());
            } else if (ownership instanceof Ownership.ThroughReferences through) {
                Reference chain = through.chains().get(0);
                steps.add(from(chain));
                next = chain.parent();
            } else {
                steps.add(next + " " + alone(ownership));
            }
        }
        return String.join(" -> ", steps);
    }

    /** Chains as {@code column -> table}; the cases of a polymorphic pair are one way. */
    private static List<String> ways(List<Reference> chains, boolean withFirstParent) {
        Map<String, List<String>> parents = new LinkedHashMap<>();
        for (Reference chain : chains) {
            String column = String.join(", ", chain.columns())
                    + chain.condition().map(when -> " by " + when.column()).orElse("");
            parents.computeIfAbsent(column, way -> new ArrayList<>())
                    .add(chain.parent().toString());
        }
        List<String> ways = new ArrayList<>();
        parents.forEach((column, tables) -> {
            boolean tableAbove = ways.isEmpty() && !withFirstParent && tables.size() == 1;
            ways.add(tableAbove ? column : column + " -> " + String.join(", ", tables));
        });
        return ways;
    }

    /** {@code order_lines.order_id}, and the type where it is a case of a polymorphic pair. */
    static String from(Reference reference) {
        String columns = reference.columns().size() == 1
                ? "." + reference.columns().get(0)
                : "(" + String.join(", ", reference.columns()) + ")";
        return reference.table()
                + columns
                + reference
                        .condition()
                        .map(when -> "[" + when.column() + "=" + when.value() + "]")
                        .orElse("");
    }
}
