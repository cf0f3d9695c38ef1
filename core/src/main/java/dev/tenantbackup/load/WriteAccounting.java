// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.load;

import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.FenceObjects;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.VerificationException;
import dev.tenantbackup.plan.Effect;
import dev.tenantbackup.plan.LoadPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds the database's own count of changed rows, cascades and triggers included, against what the steps wrote. A
 * difference means that rows were changed which no plan showed: a bystander's, perhaps.
 */
final class WriteAccounting {

    private WriteAccounting() {}

    /**
     * @param counted by the database, per table; empty if it does not count
     * @param written by the steps, per table
     * @return what a declared trigger wrote to tables that are excluded
     */
    static List<Effect> check(LoadPlan plan, Map<TableName, Long> counted, Map<TableName, Long> written) {
        if (counted.isEmpty()) {
            return List.of();
        }
        List<Effect> beside = new ArrayList<>();
        Set<TableName> tables = new TreeSet<>(counted.keySet());
        tables.addAll(written.keySet());
        for (TableName table : tables) {
            long byDatabase = counted.getOrDefault(table, 0L);
            long bySteps = written.getOrDefault(table, 0L);
            if (byDatabase == bySteps) {
                continue;
            }
            if (!mayBeWrittenByTrigger(plan, table)) {
                throw new VerificationException(
                        Problem.of("Cannot prove the load of " + plan.target().describe()
                                        + ": the database counts " + byDatabase + " changed rows in table '" + table
                                        + "', the plan "
                                        + bySteps + ".")
                                .withTable(table)
                                .withHint(
                                        "everything was rolled back; a cascade or a trigger wrote rows that are not part of the"
                                                + " plan."));
            }
            beside.add(new Effect(
                    Effect.Kind.WRITTEN_BESIDE,
                    table,
                    "A trigger wrote rows of the excluded table '" + table + "'.",
                    byDatabase - bySteps));
        }
        return beside;
    }

    /** An excluded table may be written by a trigger that the host declared: a log of changes, say. */
    private static boolean mayBeWrittenByTrigger(LoadPlan plan, TableName table) {
        Optional<CatalogTable> found = plan.catalog().find(table);
        return found.isPresent()
                && found.get().ownership() instanceof Ownership.Excluded
                && plan.tables().stream()
                        .flatMap(written -> written.table().triggerRules().keySet().stream())
                        .anyMatch(trigger -> !FenceObjects.isTrigger(trigger));
    }
}
