// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.ColumnRule;
import dev.tenantbackup.catalog.RootTable;
import dev.tenantbackup.extract.RowSource;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.plan.LoadOrder;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.plan.RestoreMode;
import dev.tenantbackup.plan.SharedMatch;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.plan.Target;
import dev.tenantbackup.remap.ColumnRewrite;
import dev.tenantbackup.remap.KeyDomain;
import dev.tenantbackup.remap.RemapPlan;
import dev.tenantbackup.remap.RemapPlanner;
import dev.tenantbackup.schema.Column;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes the plan of a load out of a request, a catalog and what is known of the source. */
final class LoadPlanning {

    /** Rows that may have come since they were counted: numbers reserved for them in vain are a harmless gap. */
    private static final long ROWS_TO_SPARE = 1_000;

    private final Catalog catalog;
    private final RowSource source;
    private final TenantId origin;
    private final SharedMatch shared;

    LoadPlanning(Catalog catalog, RowSource source, TenantId origin, SharedMatch shared) {
        this.catalog = catalog;
        this.source = source;
        this.origin = origin;
        this.shared = shared;
    }

    LoadPlan plan(RestoreRequest request, List<TablePlan> tables) {
        LoadOrder order = LoadOrder.of(catalog, tables);
        return request.newName()
                .map(name -> asNewTenant(name, request.isActive(), order))
                .orElseGet(() -> into(request.target().orElse(origin), request.mode(), order))
                .with(shared);
    }

    private LoadPlan into(TenantId target, RestoreMode mode, LoadOrder order) {
        return target.equals(origin) && mode != RestoreMode.APPEND
                ? inPlace(target, order)
                : rekeyed(target, mode, order);
    }

    private LoadPlan inPlace(TenantId target, LoadOrder order) {
        return new LoadPlan(catalog, new Target.InPlace(target), order, RemapPlan.NONE, Map.of(), greatestKeys(order));
    }

    private LoadPlan rekeyed(TenantId target, RestoreMode mode, LoadOrder order) {
        if (mode == RestoreMode.MERGE || mode == RestoreMode.MISSING_ONLY) {
            throw new InvalidRequestException(Problem.of("The backup holds tenant '" + origin
                            + "', whose rows have other keys than those of tenant '" + target
                            + "': there is nothing to tell which of them are the same.")
                    .withTenant(target)
                    .withBackup(source.name())
                    .withHint(
                            "use mode replace, which puts the backup's rows in place of the tenant's, or append, which"
                                    + " adds them beside; or restore into tenant '" + origin + "'."));
        }
        RootTable root = catalog.root()
                .orElseThrow(() -> new InvalidRequestException(
                        Problem.of("The catalog knows no table of tenants, so rows can't be given to another tenant.")
                                .withTenant(target)
                                .withHint("declare the tenants' table, or restore in place.")));
        RemapPlan remap = RemapPlanner.plan(catalog);
        Set<String> kept = keptColumns(root, remap);
        Map<KeyDomain, Long> demand = demand(remap, order);
        demand.keySet().removeIf(domain -> domain.table().equals(root.table()));
        for (String column : kept) {
            remap = remap.without(root.table(), column);
        }
        return new LoadPlan(catalog, new Target.Rekeyed(target, origin, kept), order, remap, demand, createdKeys());
    }

    /** What of a tenant's own row says who it is, and stays when the tenant takes another's rows. */
    private Set<String> keptColumns(RootTable root, RemapPlan remap) {
        CatalogTable table = catalog.table(root.table());
        Set<String> kept = new TreeSet<>(table.schema().keyColumns());
        kept.add(root.keyColumn());
        root.name().ifPresent(kept::add);
        root.flag().ifPresent(flag -> kept.add(flag.column()));
        kept.addAll(table.uniqueRules().keySet());
        table.files().forEach(file -> kept.add(file.column()));
        remap.bornIn(root.table()).forEach(domain -> kept.add(domain.column()));
        table.columnRules().forEach((column, rule) -> {
            if (rule == ColumnRule.LIVE) {
                kept.add(column);
            }
        });
        return kept;
    }

    /** Keys that a generator handed out elsewhere, and that it must not hand out here again. */
    private Map<TableName, Long> greatestKeys(LoadOrder order) {
        Map<TableName, Long> greatest = createdKeys();
        for (TablePlan table : order.tables()) {
            if (isNumberedByDatabase(table)) {
                source.lastKey(table.name()).ifPresent(key -> greatest.put(table.name(), number(key)));
            }
        }
        return greatest;
    }

    /** Keys of shared rows to be created. */
    private Map<TableName, Long> createdKeys() {
        Map<TableName, Long> greatest = new TreeMap<>();
        for (SharedMatch.NewSharedRows created : shared.created()) {
            TablePlan table = created.table();
            if (isNumberedByDatabase(table)) {
                created.rows().forEach(row -> greatest.merge(table.name(), number(table.keyOf(row)), Math::max));
            }
        }
        return greatest;
    }

    private static boolean isNumberedByDatabase(TablePlan table) {
        return table.hasKey()
                && table.key().size() == 1
                && table.column(table.key().get(0)).isNumberedByDatabase();
    }

    private static long number(RowKey key) {
        String text = key.values().get(0);
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException noKey) {
            // The archive says what no generator hands out; whether the rows say so too is seen when they are read.
            return 0;
        }
    }

    private LoadPlan asNewTenant(String name, boolean active, LoadOrder order) {
        RootTable root = catalog.root()
                .orElseThrow(() -> new InvalidRequestException(
                        Problem.of("The catalog knows no table of tenants, so there is no row to make a new tenant of.")
                                .withHint("declare the tenants' table, or restore in place.")));
        if (!source.tables().contains(root.table()) || source.count(root.table()) != 1) {
            throw new InvalidRequestException(Problem.of("The backup does not hold the tenant's own row of table '"
                            + root.table() + "', so no new tenant can be made of it.")
                    .withTenant(origin)
                    .withTable(root.table())
                    .withBackup(source.name())
                    .withHint("restore a backup that holds it."));
        }
        RemapPlan remap = identity(RemapPlanner.plan(catalog), root, name, active);
        return new LoadPlan(catalog, new Target.NewTenant(name), order, remap, demand(remap, order), createdKeys());
    }

    private Map<KeyDomain, Long> demand(RemapPlan remap, LoadOrder order) {
        Map<KeyDomain, Long> demand = new HashMap<>();
        for (KeyDomain domain : remap.domains()) {
            if (order.find(domain.table()).isPresent()) {
                demand.put(domain, source.count(domain.table()) + ROWS_TO_SPARE);
            }
        }
        return demand;
    }

    /** The new tenant's own name and active flag. */
    private RemapPlan identity(RemapPlan remap, RootTable root, String name, boolean active) {
        RemapPlan named = root.name()
                .map(column -> remap.with(root.table(), column, new ColumnRewrite.Fixed(fitting(root, column, name))))
                .orElse(remap);
        if (root.flag().isEmpty()) {
            if (!active) {
                throw new InvalidRequestException(Problem.of("The catalog does not say how a tenant of table '"
                                + root.table() + "' is made inactive.")
                        .withTable(root.table())
                        .withHint("declare the active flag: its column, and its values for active and inactive."));
            }
            return named;
        }
        RootTable.ActiveFlag flag = root.flag().get();
        return named.with(
                root.table(), flag.column(), new ColumnRewrite.Fixed(active ? flag.active() : flag.inactive()));
    }

    private String fitting(RootTable root, String columnName, String name) {
        Column column = catalog.table(root.table()).schema().column(columnName);
        Integer limit = column.maxLength();
        if (limit != null && name.codePointCount(0, name.length()) > limit) {
            throw new InvalidRequestException(Problem.of("The name '" + name + "' is longer than the " + limit
                            + " characters that column '" + columnName + "' of table '" + root.table() + "' holds.")
                    .withTable(root.table())
                    .withHint("choose a shorter name."));
        }
        return name;
    }
}
