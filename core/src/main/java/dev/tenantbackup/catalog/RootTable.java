// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.TableName;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table with one row per tenant.
 *
 * @param table its name
 * @param keyColumn the column whose value is the tenant id
 * @param nameColumn the column with the tenant's name for people; null if there is none
 * @param activeWhere an SQL condition over its columns that holds for active tenants; null if none was declared, and
 *     then "all active tenants" is refused, not read as "all"
 * @param activeFlag how a tenant is made active or inactive; null if it can't be
 */
public record RootTable(
        TableName table,
        String keyColumn,
        @Nullable String nameColumn,
        @Nullable String activeWhere,
        @Nullable ActiveFlag activeFlag) {

    public RootTable {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(keyColumn, "keyColumn");
    }

    public Optional<String> name() {
        return Optional.ofNullable(nameColumn);
    }

    public Optional<String> activePredicate() {
        return Optional.ofNullable(activeWhere);
    }

    public Optional<ActiveFlag> flag() {
        return Optional.ofNullable(activeFlag);
    }

    /**
     * The column that says whether a tenant is active.
     *
     * @param column its name
     * @param active its canonical text for an active tenant
     * @param inactive its canonical text for an inactive one
     */
    public record ActiveFlag(String column, String active, String inactive) {

        public ActiveFlag {
            Objects.requireNonNull(column, "column");
            Objects.requireNonNull(active, "active");
            Objects.requireNonNull(inactive, "inactive");
        }
    }
}
