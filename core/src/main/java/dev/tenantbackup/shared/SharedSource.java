// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.shared;

import dev.tenantbackup.catalog.JsonReference;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import java.util.List;
import java.util.Set;

/** Rows of shared tables that came along with a tenant's rows. Each table may be read more than once. */
public interface SharedSource {

    /** None came along. */
    SharedSource NONE = new SharedSource() {
        @Override
        public Set<TableName> tables() {
            return Set.of();
        }

        @Override
        public List<String> columns(TableName table) {
            return List.of();
        }

        @Override
        public List<String> naturalKey(TableName table) {
            return List.of();
        }

        @Override
        public RowStream rows(TableName table) {
            return RowStream.empty(List.of());
        }
    };

    Set<TableName> tables();

    /** The columns of a table, in the order of its rows' values. */
    List<String> columns(TableName table);

    /** The columns by which a row was to be found again when the rows were taken; may be empty. */
    List<String> naturalKey(TableName table);

    /**
     * Whether all rows came along that a reference of the tenant's rows led to, though no database made sure that it led to
     * one: a value without a row then led nowhere.
     */
    default boolean followed(Reference reference) {
        return false;
    }

    /** Likewise of ids in the documents of a table. */
    default boolean followed(TableName table, JsonReference reference) {
        return false;
    }

    /** The rows, in key order. */
    RowStream rows(TableName table);
}
