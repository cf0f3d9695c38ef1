// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.extract.RowSource;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.RestoreId;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.plan.Effect;
import dev.tenantbackup.plan.FileChanges;
import dev.tenantbackup.plan.FiredRule;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.plan.RestoreMode;
import dev.tenantbackup.plan.TableChanges;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was committed.
 *
 * @param plan by which it was loaded, to look at the rows again
 * @param rows what was loaded; of a clone they can't be read any more
 * @param files what was done to files
 * @param changed what to tell the host
 * @param present how many rows the tenant was found to hold before the commit, by table
 * @param moment of the transaction, by which rows are known that others wrote since
 * @param notes what became of telling it, and of files set aside
 */
record RestoredTenant(
        RestoreId id,
        TenantId tenant,
        Map<TableName, TableChanges> tables,
        List<FiredRule> rules,
        List<Effect> effects,
        LoadPlan plan,
        RowSource rows,
        RestoreMode mode,
        boolean exact,
        FileChanges files,
        @Nullable BackupId safety,
        Optional<ChangedKeys> changed,
        Map<TableName, Long> present,
        Optional<String> moment,
        List<String> notes,
        Duration duration) {

    RestoredTenant with(List<String> said) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(said);
        return new RestoredTenant(
                id, tenant, tables, rules, effects, plan, rows, mode, exact, files, safety, changed, present, moment,
                all, duration);
    }

    RestoreResult result(List<RestoreResult.ChangedRow> changedDuring) {
        return new RestoreResult(
                id, tenant, true, false, tables, rules, effects, files, changedDuring, safety, notes, duration);
    }
}
