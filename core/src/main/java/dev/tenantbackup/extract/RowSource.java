// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.extract;

import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a target shall hold: one tenant's rows, as an archive or a live snapshot has them. Each table may be read more
 * than once, and gives the same rows each time.
 */
public interface RowSource {

    /** Stands for the type of values that a declared change makes. */
    String MADE = "made";

    /** What it is, for messages: a backup's id, a file, a tenant. */
    String name();

    /** The tables it holds, in the order of their names. */
    Set<TableName> tables();

    /** The columns of a table, in the order of its rows' values. */
    List<String> columns(TableName table);

    /**
     * The column that values come from, as it was: its name of now, and of its nature what an archive remembers. Empty where
     * that is the live column itself. One whose values nobody's type vouches for has the type {@link #MADE}, and accepts NULL.
     */
    default Optional<Column> column(TableName table, String column) {
        return Optional.empty();
    }

    /** The primary key that the rows' order follows; empty where that is the live table's. */
    default Optional<List<String>> keyColumns(TableName table) {
        return Optional.empty();
    }

    /** How many rows a table has. */
    long count(TableName table);

    /**
     * The key of a table's last row in key order, where it is known without reading the rows; empty where it isn't, or
     * where there are no rows.
     */
    Optional<RowKey> lastKey(TableName table);

    /**
     * The blocks of a table, where their digests are known and the table has a key. What is said of a block's last key is
     * believed until the block is read, and then found to be wrong if it is.
     */
    default Optional<KnownBlocks> blocks(TableName table) {
        return Optional.empty();
    }

    /**
     * Whether its rows come by a way of their own, so that they can be read while a target's rows are read in bulk; not so
     * if they come through the connection that the target is written by.
     */
    default boolean isApart() {
        return true;
    }

    /** The rows of a table in key order. */
    RowStream rows(TableName table);
}
