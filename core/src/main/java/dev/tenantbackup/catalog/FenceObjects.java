// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.TableSchema;
import dev.tenantbackup.schema.Trigger;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a fence inside the database is made of, by its names: one table, and triggers on owned tables. No catalog has to
 * declare them: the table holds no tenant's rows, and the triggers change nothing, they let a write pass or refuse it.
 */
public final class FenceObjects {

    /** The table that holds the fences that are up. */
    public static final String TABLE = "tenant_backup_fence";

    /** What the names of the triggers begin with, in any case. */
    public static final String TRIGGER_PREFIX = "tenant_backup_fence_";

    private static final String REASON = "fences of tenant-backup that are up";

    private FenceObjects() {}

    public static boolean isTable(TableName table) {
        return table.name().equalsIgnoreCase(TABLE);
    }

    public static boolean isTrigger(String name) {
        return name.regionMatches(true, 0, TRIGGER_PREFIX, 0, TRIGGER_PREFIX.length());
    }

    /** Declarations of tables, with the fence's own among them: excluded, unless somebody said otherwise. */
    static Map<TableName, TableDeclaration> among(
            Map<TableName, TableDeclaration> declared, Collection<TableSchema> tables) {
        Map<TableName, TableDeclaration> all = new TreeMap<>(declared);
        tables.stream().map(TableSchema::name).filter(FenceObjects::isTable).forEach(table -> {
            TableDeclaration said = all.getOrDefault(table, TableDeclaration.none(table));
            if (said.declaredOwnership().isEmpty()) {
                all.put(table, said.toBuilder().excluded(REASON).build());
            }
        });
        return all;
    }

    /** Rules for a table's triggers, with the fence's own among them: harmless, unless somebody said otherwise. */
    static Map<String, TriggerRule> among(Map<String, TriggerRule> declared, TableSchema table) {
        Map<String, TriggerRule> all = new TreeMap<>(declared);
        table.triggers().stream()
                .map(Trigger::name)
                .filter(FenceObjects::isTrigger)
                .forEach(trigger -> all.putIfAbsent(trigger, TriggerRule.harmless()));
        return all;
    }
}
