// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a restore would do, before it does: shown next to "Confirm", and to assess the extent of a damage.
 *
 * @param backup the backup's id or file, or for a clone the source tenant
 * @param tenant the tenant to be written; null if it would be a new one
 * @param newName the new tenant's name; null in place
 * @param mode what happens with rows that differ
 * @param drift how far the schema has moved since the backup
 * @param tables every table of the backup, in the order of their names
 * @param rules rules that would fire
 * @param effects what it would set off beyond the rows that it writes
 * @param files what it would do to files that rows point to
 * @param conflicts what stands in the way: with any of them nothing would be applied
 * @param notes what else a person should know, a sentence each
 */
public record RestorePlan(
        String backup,
        @Nullable TenantId tenant,
        @Nullable String newName,
        RestoreMode mode,
        SchemaDrift drift,
        Map<TableName, TableChanges> tables,
        List<FiredRule> rules,
        List<Effect> effects,
        FileChanges files,
        List<Conflict> conflicts,
        List<String> notes) {

    public RestorePlan {
        Objects.requireNonNull(drift, "drift");
        tables = Collections.unmodifiableMap(new TreeMap<>(tables));
        rules = List.copyOf(rules);
        effects = List.copyOf(effects);
        Objects.requireNonNull(files, "files");
        conflicts = List.copyOf(conflicts);
        notes = List.copyOf(notes);
    }

    /** The tenant to be written, unless it would be a new one. */
    public Optional<TenantId> target() {
        return Optional.ofNullable(tenant);
    }

    /** The sum over all tables. */
    public TableChanges total() {
        return tables.values().stream().reduce(TableChanges.NONE, TableChanges::plus);
    }

    public boolean isApplicable() {
        return conflicts.isEmpty();
    }
}
