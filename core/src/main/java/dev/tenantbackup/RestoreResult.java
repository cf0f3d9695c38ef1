// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.RestoreId;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.plan.Effect;
import dev.tenantbackup.plan.FileChanges;
import dev.tenantbackup.plan.FiredRule;
import dev.tenantbackup.plan.TableChanges;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a restore did. It exists only if the change was proved and committed.
 *
 * @param id names this restore, for {@code undo}
 * @param tenant the tenant written: for a new tenant the id it got
 * @param verified always true: what the database held was compared with the backup, row by row, before the commit
 * @param exclusive whether nobody else could write: the tenant's fence was up and effective from before the first look
 *     until after the last
 * @param tables what was done per table
 * @param rules rules that fired
 * @param effects what it set off beyond the rows that it wrote
 * @param files what it did to files that rows point to
 * @param changedDuring rows that others wrote between the proof and a fresh look after the commit, at most 10 per table
 *     that are missing, changed or new each; always empty for a new tenant, at whom nobody looks again, and where there was
 *     nothing to write
 * @param safetyBackup the backup of the target taken before the first write; null if declined
 * @param notes what else a person should know, a sentence each: that the application failed to take note of the change
 * @param duration from the first query to the last look
 */
public record RestoreResult(
        RestoreId id,
        TenantId tenant,
        boolean verified,
        boolean exclusive,
        Map<TableName, TableChanges> tables,
        List<FiredRule> rules,
        List<Effect> effects,
        FileChanges files,
        List<ChangedRow> changedDuring,
        @Nullable BackupId safetyBackup,
        List<String> notes,
        Duration duration) {

    public RestoreResult {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(duration, "duration");
        tables = Collections.unmodifiableMap(new TreeMap<>(tables));
        rules = List.copyOf(rules);
        effects = List.copyOf(effects);
        notes = List.copyOf(notes);
        Objects.requireNonNull(files, "files");
        changedDuring = List.copyOf(changedDuring);
    }

    public Optional<BackupId> safety() {
        return Optional.ofNullable(safetyBackup);
    }

    /** The sum over all tables. */
    public TableChanges total() {
        return tables.values().stream().reduce(TableChanges.NONE, TableChanges::plus);
    }

    /**
     * A row that is not as the restore left it.
     *
     * @param table where
     * @param key which
     */
    public record ChangedRow(TableName table, RowKey key) {

        public ChangedRow {
            Objects.requireNonNull(table, "table");
            Objects.requireNonNull(key, "key");
        }
    }
}
