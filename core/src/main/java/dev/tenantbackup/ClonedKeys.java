// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.database.TenantWriter;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.remap.KeyDomain;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The map of old to new keys, for callers that asked for it. */
final class ClonedKeys implements Restorer.KeyCollector {

    private final Map<TableName, Map<String, String>> byTable = new TreeMap<>();

    @Override
    public void collect(TenantWriter writer, LoadPlan plan) {
        byTable.clear();
        for (KeyDomain domain : plan.remap().domains()) {
            boolean isKey = plan.order()
                    .find(domain.table())
                    .filter(table -> table.key().contains(domain.column()))
                    .isPresent();
            if (isKey) {
                byTable.put(domain.table(), Collections.unmodifiableMap(new TreeMap<>(writer.newValues(domain))));
            }
        }
    }

    /** Per table, the new key value for each old one. */
    Map<TableName, Map<String, String>> byTable() {
        return Collections.unmodifiableMap(byTable);
    }
}
