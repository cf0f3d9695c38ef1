// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.rights;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.Intent;
import dev.tenantbackup.plan.Intent.Purpose;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.plan.Write;
import dev.tenantbackup.remap.KeyDomain;
import dev.tenantbackup.remap.KeyDomain.Allocation;
import dev.tenantbackup.schema.Column;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an operation does with a database's objects.
 *
 * @param tables the rights on each table, {@code SELECT} among them wherever a table is read
 * @param sequences those that are read and moved, as SQL names
 * @param numbered tables whose own counters numbers are taken from
 * @param temporaryTables whether it creates some
 * @param triggers whether triggers must be seen, because rows are written
 */
public record Needs(
        Map<TableName, Set<String>> tables,
        Set<String> sequences,
        Set<TableName> numbered,
        boolean temporaryTables,
        boolean triggers) {

    private static final String SELECT = "SELECT";

    public Needs {
        tables = Collections.unmodifiableMap(new TreeMap<>(tables));
        sequences = Collections.unmodifiableSet(new TreeSet<>(sequences));
        numbered = Collections.unmodifiableSet(new TreeSet<>(numbered));
    }

    /** To read tenants' rows, and the shared rows that these refer to. */
    public static Needs toRead(Catalog catalog) {
        return new Needs(read(catalog), Set.of(), Set.of(), false, false);
    }

    /**
     * To examine a tenant's rows: every table on either side of a reference of theirs, whoever's it is, and every table with
     * a column that is called as tenant columns are.
     */
    public static Needs toExamine(Catalog catalog) {
        Map<TableName, Set<String>> tables = read(catalog);
        Set<String> tenantColumns = new TreeSet<>();
        for (CatalogTable table : catalog.ownedTables()) {
            if (table.ownership() instanceof Ownership.ByColumn owned) {
                tenantColumns.add(owned.column());
            }
        }
        for (CatalogTable table : catalog.tables()) {
            if (table.schema().storedColumnNames().stream().anyMatch(tenantColumns::contains)) {
                of(tables, table.name()).add(SELECT);
            }
            for (Reference reference : table.references()) {
                boolean isTenants = table.isOwned()
                        || catalog.find(reference.parent())
                                .filter(CatalogTable::isOwned)
                                .isPresent();
                if (isTenants) {
                    of(tables, table.name()).add(SELECT);
                    of(tables, reference.parent()).add(SELECT);
                }
            }
        }
        return new Needs(tables, Set.of(), Set.of(), true, false);
    }

    /**
     * To load a tenant's rows. Whoever deletes rows or refers to others has to see the tables on the other side, also those
     * that hold nobody's rows.
     */
    public static Needs toLoad(LoadPlan plan) {
        Intent intent = plan.intent();
        Map<TableName, Set<String>> tables = read(plan.catalog());
        for (TablePlan table : plan.staged()) {
            Set<Write> writes = intent.writes(table.name());
            for (Reference reference : table.table().references()) {
                if (reference.enforced() && !writes.isEmpty()) {
                    of(tables, reference.parent()).add(SELECT);
                }
            }
            if (writes.contains(Write.DELETE)) {
                for (Reference reference : plan.catalog().referencesTo(table.name())) {
                    of(tables, reference.table()).add(SELECT);
                }
            }
            if (intent.purpose() != Purpose.SHOW) {
                writes.forEach(write -> of(tables, table.name()).add(write.name()));
            }
        }
        Set<String> sequences = new TreeSet<>();
        Set<TableName> numbered = new TreeSet<>();
        for (Map.Entry<KeyDomain, Long> demand : plan.demand().entrySet()) {
            KeyDomain domain = demand.getKey();
            if (domain.allocation() == Allocation.GENERATOR && demand.getValue() > 0) {
                generator(plan.table(domain.table()), domain.column(), sequences, numbered);
            }
        }
        if (intent.purpose() != Purpose.SHOW) {
            plan.greatestKeys().keySet().stream()
                    .map(plan::table)
                    .forEach(table -> table.key().stream()
                            .map(table::column)
                            .map(Column::sequence)
                            .filter(Objects::nonNull)
                            .forEach(sequences::add));
        }
        return new Needs(tables, sequences, numbered, true, true);
    }

    private static void generator(TablePlan table, String column, Set<String> sequences, Set<TableName> numbered) {
        String sequence = table.column(column).sequence();
        if (sequence == null) {
            numbered.add(table.name());
        } else {
            sequences.add(sequence);
        }
    }

    private static Map<TableName, Set<String>> read(Catalog catalog) {
        Map<TableName, Set<String>> tables = new TreeMap<>();
        for (CatalogTable table : catalog.tables()) {
            if (table.isOwned() || table.ownership() instanceof Ownership.Shared) {
                of(tables, table.name()).add(SELECT);
            }
        }
        return tables;
    }

    private static Set<String> of(Map<TableName, Set<String>> tables, TableName table) {
        return tables.computeIfAbsent(table, name -> new TreeSet<>());
    }
}
