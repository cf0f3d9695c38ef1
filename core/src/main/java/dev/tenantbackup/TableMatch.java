// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.extract.RowSource;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.plan.Conflict.Kind;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.schema.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds what a source has against what the live schema wants: which tables take part, with which columns, and where the
 * two don't fit each other. Columns that the source does not have keep their live value, or take their default. A column
 * with values that don't fit is left out of the comparison: its conflict keeps the plan from being applied.
 *
 * @param plans the tables that take part
 * @param conflicts what would be lost or could not be written
 * @param notes what a person should know though nothing stands in the way
 */
record TableMatch(List<TablePlan> plans, List<Conflict> conflicts, List<String> notes) {

    /**
     * @param wanted the tables asked for; empty for all
     * @throws InvalidRequestException if one of them is not in the source
     */
    static TableMatch of(Catalog catalog, RowSource source, Set<TableName> wanted) {
        TreeSet<TableName> unknown = new TreeSet<>(wanted);
        unknown.removeAll(source.tables());
        if (!unknown.isEmpty()) {
            throw new InvalidRequestException(Problem.of("There is no table " + unknown + " in " + source.name() + ".")
                    .withBackup(source.name())
                    .withTable(unknown.first())
                    .withHint("it holds " + source.tables() + "."));
        }
        List<TablePlan> plans = new ArrayList<>();
        List<Conflict> conflicts = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (TableName name : source.tables()) {
            if (!wanted.isEmpty() && !wanted.contains(name)) {
                continue;
            }
            Optional<CatalogTable> live = catalog.find(name).filter(CatalogTable::isOwned);
            if (live.isPresent()) {
                match(live.get(), source, plans, conflicts);
            } else if (source.count(name) > 0) {
                conflicts.add(schema(
                        name,
                        "The backup holds " + source.count(name) + " rows of table '" + name
                                + "', which the database does not have or no longer counts as the tenant's.",
                        "create the table, or restore without it by naming the tables to restore."));
            }
        }
        for (CatalogTable table : catalog.ownedTables()) {
            if (!source.tables().contains(table.name()) && wanted.isEmpty()) {
                notes.add("Table '" + table.name() + "' is not in the backup; its rows stay as they are.");
            }
        }
        return new TableMatch(plans, conflicts, notes);
    }

    private static void match(CatalogTable live, RowSource source, List<TablePlan> plans, List<Conflict> conflicts) {
        Set<String> available = new TreeSet<>(source.columns(live.name()));
        Set<String> stored = new TreeSet<>(live.schema().storedColumnNames());
        if (source.count(live.name()) > 0) {
            for (String column : available) {
                if (!stored.contains(column)) {
                    boolean isComputed = live.schema().find(column).isPresent();
                    conflicts.add(schema(
                            live.name(),
                            "The backup holds column '" + column + "' of table '" + live.name()
                                    + "', which the database "
                                    + (isComputed ? "computes itself" : "does not have")
                                    + ": its values would be lost.",
                            "add the column, or restore an older state of the application."));
                }
            }
        }
        for (Column column : live.schema().storedColumns()) {
            boolean needed = !column.nullable() && !column.hasDefault() && !column.isNumberedByDatabase();
            boolean isKey = live.schema().keyColumns().contains(column.name());
            if (!available.contains(column.name()) && (isKey || (needed && source.count(live.name()) > 0))) {
                conflicts.add(schema(
                        live.name(),
                        "The backup does not hold column '" + column.name() + "' of table '" + live.name()
                                + (isKey
                                        ? "', which is part of its key."
                                        : "', which has no default and can't be NULL."),
                        isKey
                                ? "restore without the table by naming the tables to restore."
                                : "give the column a default."));
            }
        }
        ChangedTypes types = ChangedTypes.of(live, source);
        conflicts.addAll(types.conflicts());
        available.removeAll(types.columns());
        if (available.containsAll(live.schema().keyColumns())) {
            plans.add(TablePlan.of(live, available));
        }
    }

    private static Conflict schema(TableName table, String message, String hint) {
        return Conflict.of(Kind.SCHEMA, table, message, hint);
    }
}
