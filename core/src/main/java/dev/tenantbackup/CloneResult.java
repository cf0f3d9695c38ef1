// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import java.util.Map;
import java.util.Objects;

/**
 * What a clone made.
 *
 * @param source whose rows were copied
 * @param restore what was written, and the id to undo it by
 * @param keys if asked for: per table the new key value for each old one; else empty
 */
public record CloneResult(TenantId source, RestoreResult restore, Map<TableName, Map<String, String>> keys) {

    public CloneResult {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(restore, "restore");
        keys = Map.copyOf(keys);
    }

    /** The clone's id. */
    public TenantId tenant() {
        return restore.tenant();
    }
}
