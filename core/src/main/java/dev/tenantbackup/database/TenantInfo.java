// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.database;

import dev.tenantbackup.model.TenantId;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as its database shows it.
 *
 * @param id its key
 * @param name its name for people, where the catalog knows a name column and it is not NULL
 */
public record TenantInfo(TenantId id, @Nullable String name) {

    public TenantInfo {
        Objects.requireNonNull(id, "id");
    }

    public Optional<String> displayName() {
        return Optional.ofNullable(name);
    }
}
