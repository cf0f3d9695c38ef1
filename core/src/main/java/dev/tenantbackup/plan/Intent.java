// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.model.TableName;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a load may come to do, as far as it follows from mode and catalog and not from rows: the rights that it takes are
 * known before it begins, and are the same on a quiet day as on the day when it is needed.
 *
 * @param purpose whether it will be done or only shown
 * @param writes how each table may be written; tables that are only read are missing
 */
public record Intent(Purpose purpose, Map<TableName, Set<Write>> writes) {

    /** Nothing known: nothing is asked for in advance. */
    public static final Intent UNKNOWN = new Intent(Purpose.APPLY, Map.of());

    private static final Set<Write> NONE = EnumSet.noneOf(Write.class);

    public Intent {
        Objects.requireNonNull(purpose, "purpose");
        Map<TableName, Set<Write>> copy = new TreeMap<>();
        writes.forEach((table, ways) -> copy.put(table, Set.copyOf(ways)));
        writes = Collections.unmodifiableMap(copy);
    }

    /**
     * What the steps of a load would be if every table had rows of every kind that mode and rules allow.
     *
     * @param exact whether the catalog's restore rules are left aside
     */
    public static Intent of(LoadPlan plan, RestoreMode mode, boolean exact, Purpose purpose) {
        Map<TableName, TableChanges> greatest = new HashMap<>();
        plan.staged().forEach(table -> greatest.put(table.name(), greatest(plan.target(), table, mode, exact)));
        Map<TableName, Set<Write>> writes = new TreeMap<>();
        for (LoadStep step : LoadSteps.of(plan, greatest)) {
            writes.computeIfAbsent(step.table(), table -> EnumSet.noneOf(Write.class))
                    .add(step.write());
        }
        return new Intent(purpose, writes);
    }

    private static TableChanges greatest(Target target, TablePlan table, RestoreMode mode, boolean exact) {
        if (!table.table().isOwned()) {
            return changes(true, false, false);
        }
        boolean isRoot = table.table().ownership() instanceof Ownership.Root;
        TableRule rule = exact ? TableRule.REPLACE : table.table().rule();
        boolean replaces = mode == RestoreMode.REPLACE && rule == TableRule.REPLACE;
        boolean joins = rule != TableRule.QUEUE;
        if (target instanceof Target.InPlace) {
            boolean updates = table.hasKey() && rule == TableRule.REPLACE && mode != RestoreMode.MISSING_ONLY;
            return changes(joins, updates, replaces && (exact || !isRoot));
        }
        if (target instanceof Target.Rekeyed) {
            return isRoot ? changes(false, mode == RestoreMode.REPLACE, false) : changes(joins, false, replaces);
        }
        return changes(joins, false, false);
    }

    private static TableChanges changes(boolean inserts, boolean updates, boolean deletes) {
        return new TableChanges(
                inserts ? 1 : 0, updates ? 1 : 0, deletes ? 1 : 0, 0, 0, List.of(), List.of(), List.of());
    }

    /** How a table may be written. */
    public Set<Write> writes(TableName table) {
        return writes.getOrDefault(table, NONE);
    }

    /** What a load is for. */
    public enum Purpose {
        /** To show what it would do: nothing but temporary tables is written. */
        SHOW,
        /** To show the same to somebody who would have to carry it out: the rights for that are asked for, too. */
        REHEARSE,
        /** To be carried out. */
        APPLY
    }
}
