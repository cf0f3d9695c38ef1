// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.shared;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.SharedMatch.Side;
import dev.tenantbackup.plan.TablePlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A shared table that both sides have.
 *
 * @param table as it is here
 * @param columns of the archived rows, in order
 * @param naturalKey the columns by which rows are found again; the primary key where no others are declared, or where the
 *     backup doesn't have them
 * @param sides the columns that references lead to
 * @param note what a person should know of how rows are found, if anything
 */
record SharedTable(
        CatalogTable table, List<String> columns, List<String> naturalKey, Set<Side> sides, Optional<String> note) {

    /** The shared tables that references of the loaded tables lead to, at once or through others; parents first. */
    static List<SharedTable> of(Catalog catalog, SharedSource source, List<TablePlan> loaded) {
        Map<TableName, SharedTable> found = new LinkedHashMap<>();
        loaded.forEach(table -> collect(catalog, source, table.table(), found, new TreeSet<>()));
        return List.copyOf(found.values());
    }

    private static void collect(
            Catalog catalog,
            SharedSource source,
            CatalogTable child,
            Map<TableName, SharedTable> found,
            Set<TableName> underWay) {
        Set<TableName> parents = new TreeSet<>();
        child.references().forEach(reference -> parents.add(reference.parent()));
        child.jsonReferences().forEach(reference -> parents.add(reference.parent()));
        for (TableName parent : parents) {
            Optional<CatalogTable> shared = catalog.find(parent)
                    .filter(table -> table.ownership() instanceof Ownership.Shared)
                    .filter(table -> source.tables().contains(parent));
            if (shared.isPresent() && !found.containsKey(parent) && underWay.add(parent)) {
                collect(catalog, source, shared.get(), found, underWay);
                table(catalog, source, shared.get()).ifPresent(table -> found.put(parent, table));
            }
        }
    }

    private static Optional<SharedTable> table(Catalog catalog, SharedSource source, CatalogTable table) {
        List<String> columns = source.columns(table.name());
        List<String> key = table.schema().keyColumns();
        List<String> natural = table.ownership() instanceof Ownership.Shared shared
                        && !shared.naturalKey().isEmpty()
                ? shared.naturalKey()
                : source.naturalKey(table.name());
        Optional<String> note = Optional.empty();
        if (!columns.containsAll(natural)
                || natural.stream()
                        .anyMatch(column -> table.schema().find(column).isEmpty())) {
            note = Optional.of("Rows of shared table '" + table.name() + "' are found again by their key, since their"
                    + " natural key " + natural + " is not on both sides.");
            natural = List.of();
        }
        List<String> finding = natural.isEmpty() ? key : natural;
        if (finding.isEmpty() || !columns.containsAll(finding)) {
            return Optional.empty();
        }
        return Optional.of(new SharedTable(table, columns, finding, sides(catalog, table, columns), note));
    }

    private static Set<Side> sides(Catalog catalog, CatalogTable table, List<String> columns) {
        Set<Side> sides = new LinkedHashSet<>();
        for (Reference reference : catalog.referencesTo(table.name())) {
            sides.add(Side.of(reference));
        }
        for (CatalogTable child : catalog.tables()) {
            child.jsonReferences().stream()
                    .filter(reference -> reference.parent().equals(table.name()))
                    .forEach(reference -> sides.add(new Side(table.name(), List.of(reference.parentColumn()))));
        }
        sides.removeIf(side -> !columns.containsAll(side.columns()));
        return sides;
    }

    TableName name() {
        return table.name();
    }

    /** Whether a row is found again by nothing else than its primary key. */
    boolean goesByKey() {
        return naturalKey.equals(table.schema().keyColumns());
    }

    /** Whether a reference is part of what names a row. */
    boolean isNamedBy(Reference reference) {
        return reference.columns().stream().anyMatch(naturalKey::contains);
    }

    /** Some values of an archived row. */
    Row ofArchived(Row row, List<String> wanted) {
        return row.only(columns, wanted);
    }

    /** Some values of a row of this database. */
    Row ofLive(Row row, List<String> wanted) {
        return row.only(table.schema().storedColumnNames(), wanted);
    }

    /** {@code (code=DE)}. */
    static String named(List<String> columns, Row values) {
        List<@Nullable String> texts = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            texts.add(values.value(i));
        }
        return new RowKey(columns, texts).toString();
    }
}
