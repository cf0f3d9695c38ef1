// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.model.RestoreId;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.plan.TableKeys;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a restore, clone or undo has changed, told after its commit. Holds at most 1,000 keys per table and kind of change:
 * where a table's are not {@linkplain TableKeys#complete complete}, take all of the tenant's rows of that table for changed.
 *
 * @param restore names the restore, clone or undo
 * @param tenant whose rows were written: for a new tenant the id it got
 * @param tables the tables of which any row was written
 */
public record ChangedKeys(RestoreId restore, TenantId tenant, Map<TableName, TableKeys> tables) {

    public ChangedKeys {
        Objects.requireNonNull(restore, "restore");
        Objects.requireNonNull(tenant, "tenant");
        tables = Collections.unmodifiableMap(new TreeMap<>(tables));
    }
}
