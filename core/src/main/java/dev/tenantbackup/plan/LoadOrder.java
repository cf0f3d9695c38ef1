// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.model.CatalogException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.ForeignKey;
import dev.tenantbackup.schema.TableSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The order in which tables are written: parents before children. Where foreign keys form a cycle, nullable ones are
 * left for a second pass; deferrable ones don't count, their check waits.
 *
 * @param tables parents before children; equal input gives equal order
 * @param later per table, references that are set in a second pass, each with the columns that stay NULL until then
 */
public record LoadOrder(List<TablePlan> tables, Map<TableName, List<Later>> later) {

    public LoadOrder {
        tables = List.copyOf(tables);
        later = Map.copyOf(later);
    }

    /**
     * Orders tables.
     *
     * @throws CatalogException if a cycle of foreign keys has no nullable and no deferrable one; the message shows it
     */
    public static LoadOrder of(Catalog catalog, List<TablePlan> plans) {
        return new Sorter(catalog, plans).sort();
    }

    public Optional<TablePlan> find(TableName name) {
        return tables.stream().filter(table -> table.name().equals(name)).findFirst();
    }

    /** The references of a table that are set in a second pass. */
    public List<Later> laterOf(TableName table) {
        return later.getOrDefault(table, List.of());
    }

    /** The columns of a table that stay NULL until the second pass. */
    public List<String> laterColumns(TableName table) {
        return laterOf(table).stream()
                .flatMap(reference -> reference.columns().stream())
                .distinct()
                .toList();
    }

    /**
     * A reference for the second pass.
     *
     * @param reference which
     * @param columns its nullable columns
     */
    public record Later(Reference reference, List<String> columns) {
        public Later {
            columns = List.copyOf(columns);
        }
    }

    /** The nullable columns of a reference that no key contains: setting them to NULL clears it. */
    static List<String> clearable(TableSchema table, Reference reference) {
        return reference.columns().stream()
                .filter(column ->
                        table.column(column).nullable() && !table.keyColumns().contains(column))
                .toList();
    }

    /** Whether the database lets the check of a reference wait until the end of the transaction. */
    static boolean isDeferrable(TableSchema table, Reference reference) {
        return table.foreignKeys().stream()
                .filter(key -> key.name().equals(reference.name()))
                .anyMatch(ForeignKey::deferrable);
    }

    private static final class Sorter {

        private final Map<TableName, TablePlan> plans = new TreeMap<>();
        private final Map<TableName, List<Reference>> edges = new TreeMap<>();
        private final Map<TableName, List<Later>> later = new LinkedHashMap<>();

        Sorter(Catalog catalog, List<TablePlan> tables) {
            tables.forEach(table -> plans.put(table.name(), table));
            for (TablePlan plan : tables) {
                CatalogTable table = catalog.table(plan.name());
                List<Reference> parents = new ArrayList<>();
                for (Reference reference : table.references()) {
                    if (reference.enforced()
                            && plans.containsKey(reference.parent())
                            && !isDeferrable(table.schema(), reference)) {
                        addEdge(parents, table, reference);
                    }
                }
                edges.put(plan.name(), parents);
            }
        }

        private void addEdge(List<Reference> parents, CatalogTable table, Reference reference) {
            if (!reference.isSelfReference()) {
                parents.add(reference);
            } else if (!clearable(table.schema(), reference).isEmpty()) {
                postpone(reference);
            }
        }

        LoadOrder sort() {
            List<TablePlan> sorted = new ArrayList<>();
            Set<TableName> open = new TreeSet<>(plans.keySet());
            while (!open.isEmpty()) {
                List<TableName> free = open.stream()
                        .filter(table -> edges.getOrDefault(table, List.of()).stream()
                                .noneMatch(reference -> open.contains(reference.parent())))
                        .toList();
                if (free.isEmpty()) {
                    breakCycle(open);
                    continue;
                }
                for (TableName table : free) {
                    sorted.add(plan(table));
                    open.remove(table);
                }
            }
            return new LoadOrder(sorted, later);
        }

        private TablePlan plan(TableName table) {
            TablePlan plan = plans.get(table);
            if (plan == null) {
                throw new IllegalStateException("no plan for " + table);
            }
            return plan;
        }

        /** Postpones one nullable reference that lies on a cycle: the root row's first, for it owns no other row. */
        private void breakCycle(Set<TableName> open) {
            Optional<Reference> chosen = open.stream()
                    .flatMap(table -> edgesWithin(table, open))
                    .filter(reference -> !clearable(
                                    plan(reference.table()).table().schema(), reference)
                            .isEmpty())
                    .filter(reference ->
                            path(reference.parent(), reference.table(), open).isPresent())
                    .min(Comparator.comparing(this::isNotRoot)
                            .thenComparing(this::isChain)
                            .thenComparing(Reference::toString));
            if (chosen.isEmpty()) {
                throw unbreakable(open);
            }
            Reference reference = chosen.get();
            List<Reference> parents = edges.getOrDefault(reference.table(), List.of());
            edges.put(
                    reference.table(),
                    parents.stream().filter(parent -> !parent.equals(reference)).toList());
            postpone(reference);
        }

        private boolean isNotRoot(Reference reference) {
            return !(plan(reference.table()).table().ownership() instanceof Ownership.Root);
        }

        private boolean isChain(Reference reference) {
            return plan(reference.table()).table().ownership().chains().contains(reference);
        }

        private void postpone(Reference reference) {
            TableSchema table = plan(reference.table()).table().schema();
            later.computeIfAbsent(reference.table(), name -> new ArrayList<>())
                    .add(new Later(reference, clearable(table, reference)));
        }

        private Stream<Reference> edgesWithin(TableName table, Set<TableName> open) {
            return edges.getOrDefault(table, List.of()).stream().filter(reference -> open.contains(reference.parent()));
        }

        /** A way from one table to another along references, as the tables it passes. */
        private Optional<List<TableName>> path(TableName from, TableName to, Set<TableName> open) {
            Map<TableName, TableName> cameFrom = new LinkedHashMap<>();
            Set<TableName> border = new LinkedHashSet<>(Set.of(from));
            cameFrom.put(from, from);
            while (!border.isEmpty()) {
                TableName here = border.iterator().next();
                border.remove(here);
                if (here.equals(to)) {
                    return Optional.of(walkBack(cameFrom, from, to));
                }
                edgesWithin(here, open).map(Reference::parent).forEach(parent -> {
                    if (cameFrom.putIfAbsent(parent, here) == null) {
                        border.add(parent);
                    }
                });
            }
            return Optional.empty();
        }

        private static List<TableName> walkBack(Map<TableName, TableName> cameFrom, TableName from, TableName to) {
            List<TableName> path = new ArrayList<>(List.of(to));
            TableName here = to;
            while (!here.equals(from)) {
                here = cameFrom.getOrDefault(here, from);
                path.add(0, here);
            }
            return path;
        }

        private CatalogException unbreakable(Set<TableName> open) {
            String cycle = open.stream()
                    .flatMap(table -> edgesWithin(table, open))
                    .flatMap(reference -> path(reference.parent(), reference.table(), open).stream()
                            .map(path -> Stream.concat(Stream.of(reference.table()), path.stream())
                                    .map(TableName::toString)
                                    .collect(Collectors.joining(" -> "))))
                    .min(Comparator.comparing(String::length))
                    .orElse(open.toString());
            return new CatalogException(
                    Problem.of("Tables refer to each other in a circle with neither a nullable nor a deferrable foreign"
                                    + " key: " + cycle + ".")
                            .withTable(open.iterator().next())
                            .withHint("make one of these foreign keys nullable or DEFERRABLE."));
        }
    }
}
