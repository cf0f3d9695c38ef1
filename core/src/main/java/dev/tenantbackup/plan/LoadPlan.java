// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.remap.KeyDomain;
import dev.tenantbackup.remap.RemapPlan;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a load needs to know before it begins: the tables in order, and which keys are made anew.
 *
 * @param catalog the target's catalog
 * @param target whose rows are written
 * @param order the tables, parents before children, and the references that close cycles
 * @param remap which columns get new values; empty in place
 * @param demand how many new values each domain needs at most
 * @param greatestKeys for kept keys: the greatest number that rows to load may bring into a column that the database
 *     numbers, by table; the generator must end up beyond it
 * @param dirty what becomes of references that lead to no row of the tenant
 * @param shared what became of the shared rows that the rows to load refer to
 * @param intent what may come of it
 */
public record LoadPlan(
        Catalog catalog,
        Target target,
        LoadOrder order,
        RemapPlan remap,
        Map<KeyDomain, Long> demand,
        Map<TableName, Long> greatestKeys,
        DirtyPolicy dirty,
        SharedMatch shared,
        Intent intent) {

    public LoadPlan {
        Objects.requireNonNull(catalog, "catalog");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(remap, "remap");
        demand = Map.copyOf(demand);
        greatestKeys = Map.copyOf(greatestKeys);
        Objects.requireNonNull(dirty, "dirty");
        Objects.requireNonNull(shared, "shared");
        Objects.requireNonNull(intent, "intent");
    }

    /**
     * A plan that asks for nothing special of dirty references, takes keys of shared rows for what they are, and of which
     * nobody says yet what may come of it.
     */
    public LoadPlan(
            Catalog catalog,
            Target target,
            LoadOrder order,
            RemapPlan remap,
            Map<KeyDomain, Long> demand,
            Map<TableName, Long> greatestKeys) {
        this(catalog, target, order, remap, demand, greatestKeys, DirtyPolicy.UNSAID, SharedMatch.NONE, Intent.UNKNOWN);
    }

    /** The same with another policy for dirty references. */
    public LoadPlan with(DirtyPolicy value) {
        return new LoadPlan(catalog, target, order, remap, demand, greatestKeys, value, shared, intent);
    }

    /** The same with what became of shared rows. */
    public LoadPlan with(SharedMatch value) {
        return new LoadPlan(catalog, target, order, remap, demand, greatestKeys, dirty, value, intent);
    }

    /** The same with what may come of it. */
    public LoadPlan with(Intent value) {
        return new LoadPlan(catalog, target, order, remap, demand, greatestKeys, dirty, shared, value);
    }

    /** The tenant's tables, parents before children. */
    public List<TablePlan> tables() {
        return order.tables();
    }

    /** Every table that rows are staged for: shared ones in which rows are created, then the tenant's; parents before children. */
    public List<TablePlan> staged() {
        return Stream.concat(shared.created().stream().map(SharedMatch.NewSharedRows::table), tables().stream())
                .toList();
    }

    /**
     * The plan of a table that rows are staged for.
     *
     * @throws IllegalArgumentException if the load doesn't have it
     */
    public TablePlan table(TableName name) {
        return order.find(name)
                .or(() -> staged().stream()
                        .filter(table -> table.name().equals(name))
                        .findFirst())
                .orElseThrow(() -> new IllegalArgumentException("table '" + name + "' is not part of this load"));
    }
}
