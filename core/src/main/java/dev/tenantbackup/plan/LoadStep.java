// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.UniqueKey;
import java.util.List;
import java.util.Objects;

/**
 * One set-wise step of applying a change set: a statement over all staged rows of a table at once. Every step touches
 * only live rows that are staged and proved to be the tenant's.
 */
public sealed interface LoadStep {

    /** The table written. */
    TableName table();

    /** How it writes the table. */
    Write write();

    /** What it does, for people. */
    String describe();

    /**
     * Sets references to NULL in rows to be updated (and, if asked, in rows to be deleted) that lead to rows to be
     * deleted: so that a delete meets no reference, fires no cascade, and cycles open.
     *
     * @param reference which reference
     * @param columns its columns that become NULL
     * @param inDeletedRows whether rows to be deleted are cleared too: where they are deleted after the row they refer to
     */
    record ClearReferences(Reference reference, List<String> columns, boolean inDeletedRows) implements LoadStep {
        public ClearReferences {
            Objects.requireNonNull(reference, "reference");
            columns = List.copyOf(columns);
        }

        @Override
        public TableName table() {
            return reference.table();
        }

        @Override
        public Write write() {
            return Write.UPDATE;
        }

        @Override
        public String describe() {
            return "clear " + reference;
        }
    }

    /**
     * Moves unique values out of the way in rows to be updated (and, if asked, in rows to be deleted) whose present value
     * another staged row is to get.
     *
     * @param table which table
     * @param key the unique key
     * @param column the column of it that is parked
     * @param inDeletedRows whether rows to be deleted are parked too: where some of them are deleted after the inserts
     */
    record ParkUnique(TableName table, UniqueKey key, String column, boolean inDeletedRows) implements LoadStep {
        public ParkUnique {
            Objects.requireNonNull(table, "table");
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(column, "column");
        }

        @Override
        public Write write() {
            return Write.UPDATE;
        }

        @Override
        public String describe() {
            return "park " + key.name() + " of " + table;
        }
    }

    /**
     * Deletes rows staged for deletion.
     *
     * @param table which table
     * @param unlessReferredBy leaves rows for later that these references still lead to
     */
    record Delete(TableName table, List<Reference> unlessReferredBy) implements LoadStep {
        public Delete {
            Objects.requireNonNull(table, "table");
            unlessReferredBy = List.copyOf(unlessReferredBy);
        }

        @Override
        public Write write() {
            return Write.DELETE;
        }

        @Override
        public String describe() {
            return "delete from " + table;
        }
    }

    /**
     * Inserts rows staged for insertion.
     *
     * @param table which table
     * @param later columns that stay NULL for now, because the rows they refer to come later
     */
    record Insert(TableName table, List<String> later) implements LoadStep {
        public Insert {
            Objects.requireNonNull(table, "table");
            later = List.copyOf(later);
        }

        @Override
        public Write write() {
            return Write.INSERT;
        }

        @Override
        public String describe() {
            return "insert into " + table + (later.isEmpty() ? "" : " without " + String.join(", ", later));
        }
    }

    /**
     * Gives inserted rows the columns that were left for later.
     *
     * @param table which table
     * @param columns which columns
     */
    record Fill(TableName table, List<String> columns) implements LoadStep {
        public Fill {
            Objects.requireNonNull(table, "table");
            columns = List.copyOf(columns);
        }

        @Override
        public Write write() {
            return Write.UPDATE;
        }

        @Override
        public String describe() {
            return "fill " + String.join(", ", columns) + " of " + table;
        }
    }

    /**
     * Updates rows staged for update, all planned columns at once.
     *
     * @param table which table
     */
    record Update(TableName table) implements LoadStep {
        public Update {
            Objects.requireNonNull(table, "table");
        }

        @Override
        public Write write() {
            return Write.UPDATE;
        }

        @Override
        public String describe() {
            return "update " + table;
        }
    }
}
