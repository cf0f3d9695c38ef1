// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.model.TenantBackupException;
import dev.tenantbackup.model.TenantId;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a backup of all active tenants came to. One failure doesn't stop the others.
 *
 * @param succeeded a backup per tenant, in the order taken
 * @param failed why, per tenant that has no new backup
 */
public record BackupAllResult(List<BackupInfo> succeeded, Map<TenantId, TenantBackupException> failed) {

    public BackupAllResult {
        succeeded = List.copyOf(succeeded);
        Map<TenantId, TenantBackupException> sorted = new TreeMap<>(Comparator.comparing(TenantId::value));
        sorted.putAll(failed);
        failed = Collections.unmodifiableMap(sorted);
    }

    public boolean isComplete() {
        return failed.isEmpty();
    }
}
