// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.remap;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.JsonReference;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.catalog.RootTable;
import dev.tenantbackup.catalog.UniqueRule;
import dev.tenantbackup.model.CatalogException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.remap.ColumnRewrite.ByDomain;
import dev.tenantbackup.remap.ColumnRewrite.ByType;
import dev.tenantbackup.remap.ColumnRewrite.Document;
import dev.tenantbackup.remap.ColumnRewrite.DocumentIds;
import dev.tenantbackup.remap.ColumnRewrite.FileKeys;
import dev.tenantbackup.remap.ColumnRewrite.Unique;
import dev.tenantbackup.remap.KeyDomain.Allocation;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which columns get new values for a tenant beside others.
 *
 * <p>Per table, one column of the primary key is born anew, unless a part of the key follows a reference already: then
 * the rest of the key stays unique as it is. Columns that refer to a column with new values follow it, through chains of
 * references if need be, so that composite references need no map of their own.
 */
public final class RemapPlanner {

    private final Catalog catalog;
    private final Map<ColumnName, Optional<KeyDomain>> domains = new HashMap<>();
    private final Set<ColumnName> underWay = new HashSet<>();
    private final Set<ColumnName> referred = new HashSet<>();
    private final Map<TableName, Problem> problems = new TreeMap<>();
    private boolean circular;

    private RemapPlanner(Catalog catalog) {
        this.catalog = catalog;
        for (CatalogTable table : catalog.ownedTables()) {
            for (Reference reference : table.references()) {
                for (String column : reference.parentColumns()) {
                    referred.add(new ColumnName(reference.parent(), column));
                }
            }
            table.jsonReferences()
                    .forEach(reference -> referred.add(new ColumnName(reference.parent(), reference.parentColumn())));
        }
    }

    /**
     * Plans for every owned table of a catalog.
     *
     * @throws CatalogException if a key can't be made anew: all such keys at once
     */
    public static RemapPlan plan(Catalog catalog) {
        return new RemapPlanner(catalog).plan();
    }

    private RemapPlan plan() {
        Map<TableName, Map<String, ColumnRewrite>> rewrites = new TreeMap<>();
        for (CatalogTable table : catalog.ownedTables()) {
            Map<String, ColumnRewrite> columns = rewritesOf(table);
            if (!columns.isEmpty()) {
                rewrites.put(table.name(), columns);
            }
        }
        if (!problems.isEmpty()) {
            throw new CatalogException(
                    Problem.of(problems.size() + " tables can't be loaded as a new tenant: "
                                    + String.join(
                                            " ",
                                            problems.values().stream()
                                                    .map(Problem::message)
                                                    .toList()))
                            .withHint(problems.values().iterator().next().hint().orElse(null)),
                    List.copyOf(problems.values()));
        }
        List<KeyDomain> born = domains.values().stream()
                .flatMap(Optional::stream)
                .distinct()
                .sorted(Comparator.comparing(KeyDomain::toString))
                .toList();
        return new RemapPlan(born, rewrites);
    }

    private Map<String, ColumnRewrite> rewritesOf(CatalogTable table) {
        Map<String, ColumnRewrite> rewrites = new LinkedHashMap<>();
        for (Column column : table.schema().storedColumns()) {
            rewriteOf(table, column).ifPresent(rewrite -> rewrites.put(column.name(), rewrite));
        }
        return rewrites;
    }

    private Optional<ColumnRewrite> rewriteOf(CatalogTable table, Column column) {
        ColumnName name = new ColumnName(table.name(), column.name());
        Optional<KeyDomain> domain = domainOf(name);
        if (domain.isPresent()) {
            return Optional.of(new ByDomain(domain.get(), noneValues(table, column.name())));
        }
        Optional<ColumnRewrite> byType = byType(table, column.name());
        if (byType.isPresent()) {
            return byType;
        }
        List<DocumentIds> ids = documentIds(table, column.name());
        UniqueRule rule = table.uniqueRules().get(column.name());
        if (table.files().stream().anyMatch(file -> file.column().equals(column.name()))) {
            return Optional.of(new FileKeys(rule, column.maxLength(), ids));
        }
        if (!ids.isEmpty()) {
            return Optional.of(new Document(ids));
        }
        return rule == null || rule == UniqueRule.KEEP
                ? Optional.empty()
                : Optional.of(new Unique(rule, column.maxLength()));
    }

    private static Set<String> noneValues(CatalogTable table, String column) {
        Set<String> none = new HashSet<>();
        for (Reference reference : table.references()) {
            if (reference.columns().contains(column)) {
                none.addAll(reference.none());
            }
        }
        return none;
    }

    private Optional<ColumnRewrite> byType(CatalogTable table, String column) {
        Map<String, KeyDomain> cases = new TreeMap<>();
        String typeColumn = null;
        for (Reference reference : table.references()) {
            Reference.Condition when = reference.when();
            if (when != null && reference.columns().contains(column)) {
                Optional<KeyDomain> domain = parentDomain(reference, column);
                if (domain.isPresent()) {
                    typeColumn = when.column();
                    cases.put(when.value(), domain.get());
                }
            }
        }
        return typeColumn == null ? Optional.empty() : Optional.of(new ByType(typeColumn, cases));
    }

    private List<DocumentIds> documentIds(CatalogTable table, String column) {
        List<DocumentIds> ids = new ArrayList<>();
        for (JsonReference reference : table.jsonReferences()) {
            if (reference.column().equals(column)) {
                domainOf(new ColumnName(reference.parent(), reference.parentColumn()))
                        .ifPresent(domain -> ids.add(new DocumentIds(IdPlace.parse(reference.path()), domain)));
            }
        }
        return ids;
    }

    /**
     * The domain whose values a column holds: by the references it takes part in, else born here, else none. Where
     * references lead in a circle, only the column that was asked for may be where values are born, and only its answer is
     * remembered: seen from there, the circle may have another way out.
     */
    private Optional<KeyDomain> domainOf(ColumnName name) {
        Optional<KeyDomain> known = domains.get(name);
        if (known != null) {
            return known;
        }
        Optional<CatalogTable> table = catalog.find(name.table()).filter(CatalogTable::isOwned);
        if (table.isEmpty()) {
            return Optional.empty();
        }
        if (!underWay.add(name)) {
            circular = true;
            return Optional.empty();
        }
        boolean wasCircular = circular;
        circular = false;
        Optional<KeyDomain> domain = byReference(table.get(), name.column());
        boolean isOutermost = underWay.size() == 1;
        if (domain.isEmpty() && (isOutermost || !circular)) {
            domain = born(table.get(), name.column());
        }
        underWay.remove(name);
        if (isOutermost || !circular) {
            domains.put(name, domain);
        }
        circular = (circular || wasCircular) && !isOutermost;
        return domain;
    }

    private Optional<KeyDomain> byReference(CatalogTable table, String column) {
        if (isTenantColumn(table, column)) {
            Optional<RootTable> root = catalog.root();
            if (root.isPresent()) {
                return domainOf(new ColumnName(root.get().table(), root.get().keyColumn()));
            }
        }
        for (Reference reference : table.references()) {
            if (reference.when() == null && reference.columns().contains(column)) {
                Optional<KeyDomain> domain = parentDomain(reference, column);
                if (domain.isPresent()) {
                    return domain;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isTenantColumn(CatalogTable table, String column) {
        return table.ownership() instanceof Ownership.ByColumn owned
                && owned.column().equals(column);
    }

    private Optional<KeyDomain> parentDomain(Reference reference, String column) {
        int position = reference.columns().indexOf(column);
        return domainOf(
                new ColumnName(reference.parent(), reference.parentColumns().get(position)));
    }

    private Optional<KeyDomain> born(CatalogTable table, String column) {
        List<String> key = table.schema().keyColumns();
        if (key.contains(column) && column.equals(chooseBorn(table, key))) {
            return Optional.of(new KeyDomain(table.name(), column, allocationOf(table, column)));
        }
        UniqueRule rule = table.uniqueRules().get(column);
        if (rule != null && referred.contains(new ColumnName(table.name(), column))) {
            return switch (rule) {
                case SUFFIX -> Optional.of(new KeyDomain(table.name(), column, Allocation.SUFFIX));
                case MINT ->
                    Optional.of(new KeyDomain(
                            table.name(),
                            column,
                            table.schema().column(column).form() == ValueForm.UUID
                                    ? Allocation.UUID
                                    : Allocation.MINT));
                case NULL, KEEP -> Optional.empty();
            };
        }
        return Optional.empty();
    }

    /** The part of a key that gets new values, or null if a part follows a reference and makes the rest unique. */
    private @Nullable String chooseBorn(CatalogTable table, List<String> key) {
        for (String part : key) {
            if (byReference(table, part).isPresent()) {
                return null;
            }
        }
        String best = null;
        int bestRank = -1;
        for (String part : key) {
            int rank = leavesTheTenants(table, part) ? 0 : rank(table.schema().column(part));
            if (rank > bestRank) {
                best = part;
                bestRank = rank;
            }
        }
        if (bestRank == 0) {
            problems.put(
                    table.name(),
                    Problem.of("No new key can be made for table '" + table.name() + "': none of its key columns " + key
                                    + " is a number, a UUID or a text.")
                            .withTable(table.name())
                            .withHint("declare a reference for one of them, or exclude the table."));
        }
        return best;
    }

    /** Whether a column refers to rows that nobody owns: these are found again as they are. */
    private boolean leavesTheTenants(CatalogTable table, String column) {
        return table.references().stream()
                .filter(reference -> reference.columns().contains(column))
                .anyMatch(reference -> catalog.find(reference.parent())
                        .filter(CatalogTable::isOwned)
                        .isEmpty());
    }

    private static int rank(Column column) {
        if (column.isNumberedByDatabase()) {
            return 4;
        }
        return switch (column.form()) {
            case UUID -> 3;
            case NUMBER -> 2;
            case TEXT -> column.holdsCharacters() ? 1 : 0;
            case BOOLEAN, BINARY, JSON, UNSUPPORTED -> 0;
        };
    }

    private static Allocation allocationOf(CatalogTable table, String name) {
        Column column = table.schema().column(name);
        if (column.isNumberedByDatabase()) {
            return Allocation.GENERATOR;
        }
        return switch (column.form()) {
            case UUID -> Allocation.UUID;
            case NUMBER -> Allocation.NEXT_NUMBER;
            default -> table.uniqueRules().get(name) == UniqueRule.MINT ? Allocation.MINT : Allocation.SUFFIX;
        };
    }

    /** A column, named with its table. */
    private record ColumnName(TableName table, String column) {}
}
