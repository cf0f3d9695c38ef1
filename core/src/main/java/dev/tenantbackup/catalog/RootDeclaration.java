// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.TableName;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a host says of the table with one row per tenant.
 *
 * @param table its name
 * @param keyColumn the column whose value is the tenant id; null: its single-column primary key
 * @param nameColumn the column with the tenant's name for people; null if there is none
 * @param activeWhere an SQL condition over its columns that holds for active tenants; null: nobody can ask for all
 *     active ones
 * @param activeFlag how a tenant is made active or inactive; null if it can't be
 */
public record RootDeclaration(
        TableName table,
        @Nullable String keyColumn,
        @Nullable String nameColumn,
        @Nullable String activeWhere,
        RootTable.@Nullable ActiveFlag activeFlag) {

    public RootDeclaration {
        Objects.requireNonNull(table, "table");
    }

    /** The table, and nothing else said of it. */
    public static RootDeclaration of(TableName table) {
        return new RootDeclaration(table, null, null, null, null);
    }

    public static RootDeclaration of(String table) {
        return of(TableName.parse(table));
    }

    public RootDeclaration withKeyColumn(@Nullable String column) {
        return new RootDeclaration(table, column, nameColumn, activeWhere, activeFlag);
    }

    public RootDeclaration withNameColumn(@Nullable String column) {
        return new RootDeclaration(table, keyColumn, column, activeWhere, activeFlag);
    }

    public RootDeclaration withActiveWhere(@Nullable String sql) {
        return new RootDeclaration(table, keyColumn, nameColumn, sql, activeFlag);
    }

    /**
     * Says how a tenant is made active or inactive.
     *
     * @param column the flag's column
     * @param active its canonical text for an active tenant
     * @param inactive its canonical text for an inactive one
     */
    public RootDeclaration withActiveFlag(String column, String active, String inactive) {
        return new RootDeclaration(
                table, keyColumn, nameColumn, activeWhere, new RootTable.ActiveFlag(column, active, inactive));
    }

    public Optional<String> key() {
        return Optional.ofNullable(keyColumn);
    }

    public Optional<String> name() {
        return Optional.ofNullable(nameColumn);
    }

    public Optional<String> activePredicate() {
        return Optional.ofNullable(activeWhere);
    }

    public Optional<RootTable.ActiveFlag> flag() {
        return Optional.ofNullable(activeFlag);
    }
}
