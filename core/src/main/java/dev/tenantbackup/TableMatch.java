// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.drift.Evolution;
import dev.tenantbackup.drift.TableComparison;
import dev.tenantbackup.extract.RowSource;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.Difference;
import dev.tenantbackup.plan.Difference.Kind;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.plan.SchemaDrift;
import dev.tenantbackup.plan.TablePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Holds what a source has against what the live schema wants: which tables take part, with which columns, and where the
 * two don't fit each other. Columns that the source does not have keep their live value, or take their default. A column
 * with values that don't fit is left out of the comparison: its difference keeps the plan from being applied.
 *
 * @param plans the tables that take part
 * @param drift the differences, among them what would be lost or could not be written
 * @param notes what a person should know though nothing stands in the way
 */
record TableMatch(List<TablePlan> plans, SchemaDrift drift, List<String> notes) {

    /**
     * @param wanted the tables asked for; empty for all
     * @param evolution what declared changes have made of the source's rows
     * @throws InvalidRequestException if one of them is not in the source
     */
    static TableMatch of(Catalog catalog, RowSource source, Set<TableName> wanted, Evolution evolution) {
        TreeSet<TableName> unknown = new TreeSet<>(wanted);
        unknown.removeAll(source.tables());
        if (!unknown.isEmpty()) {
            throw new InvalidRequestException(Problem.of("There is no table " + unknown + " in " + source.name() + ".")
                    .withBackup(source.name())
                    .withTable(unknown.first())
                    .withHint("it holds " + source.tables() + "."));
        }
        List<TablePlan> plans = new ArrayList<>();
        List<Difference> differences = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (TableName name : source.tables()) {
            if (!wanted.isEmpty() && !wanted.contains(name)) {
                continue;
            }
            Optional<CatalogTable> live = catalog.find(name).filter(CatalogTable::isOwned);
            if (live.isPresent()) {
                match(evolution.keepingWhatIsFilled(live.get()), source, plans, differences);
            } else {
                differences.add(TableComparison.gone(name, source.count(name)));
            }
        }
        for (CatalogTable table : catalog.ownedTables()) {
            if (!source.tables().contains(table.name()) && wanted.isEmpty()) {
                differences.add(Difference.compatible(
                        Kind.TABLE_NEW,
                        table.name(),
                        null,
                        "Table '" + table.name() + "' is not in the backup; its rows stay as they are.",
                        0));
                notes.add("Table '" + table.name() + "' is not in the backup; its rows stay as they are.");
            }
        }
        evolution.differences().stream()
                .filter(difference -> wanted.isEmpty() || wanted.contains(difference.table()))
                .forEach(differences::add);
        return new TableMatch(
                plans,
                new SchemaDrift(
                        evolution.archivedHead().orElse(null), catalog.schema().head(), differences),
                notes);
    }

    /**
     * What is planned with the tables that fit. Where that is refused, the decisions that are missing are the better answer:
     * the one may follow from the other.
     */
    LoadPlan planned(RowSource source, Supplier<LoadPlan> planning) {
        try {
            return planning.get();
        } catch (InvalidRequestException refused) {
            drift.requireDecided(source.name(), "the database");
            throw refused;
        }
    }

    private static void match(
            CatalogTable live, RowSource source, List<TablePlan> plans, List<Difference> differences) {
        TableComparison comparison = TableComparison.of(live, source);
        differences.addAll(comparison.differences());
        Set<String> usable = comparison.usableColumns();
        if (usable.containsAll(live.schema().keyColumns()) && !comparison.isOrderedOtherwise()) {
            plans.add(TablePlan.of(live, usable));
        }
    }
}
