// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.database.TenantWriter;
import dev.tenantbackup.model.RestoreId;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.TableChanges;
import dev.tenantbackup.plan.TableKeys;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers what a transaction has changed before it commits, and tells the host of it afterwards. */
final class Announcement {

    /** How many keys are held per table and kind of change. */
    static final int MOST_KEYS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Announcement.class);

    private final AfterCommit host;

    Announcement(AfterCommit host) {
        this.host = host;
    }

    /** What there is to tell; asks nothing if nobody wants to know. */
    Optional<ChangedKeys> gather(TenantWriter writer, RestoreId restore, Map<TableName, TableChanges> changes) {
        if (host == AfterCommit.NONE) {
            return Optional.empty();
        }
        Map<TableName, TableKeys> keys = new TreeMap<>();
        changes.forEach((table, changed) -> {
            if (!changed.isEmpty()) {
                keys.put(table, writer.changedKeys(table, MOST_KEYS));
            }
        });
        return keys.isEmpty() ? Optional.empty() : Optional.of(new ChangedKeys(restore, writer.tenant(), keys));
    }

    /** Tells the host; what it throws is answered as a sentence for the result. */
    List<String> tell(ChangedKeys changed) {
        try {
            host.changed(changed);
            return List.of();
        } catch (RuntimeException failure) {
            LOG.warn(
                    "After the commit of restore '{}' the application failed to take note of it",
                    changed.restore(),
                    failure);
            return List.of("The rows are restored and committed, but the application failed to take note of it: "
                    + failure + ". Evict its caches and index the tenant anew by hand.");
        }
    }
}
