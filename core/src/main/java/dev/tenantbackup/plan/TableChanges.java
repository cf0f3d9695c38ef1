// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import dev.tenantbackup.model.RowKey;
import java.util.List;

/**
 * What a restore would do, or did, to the tenant's rows of one table.
 *
 * @param inserted rows to insert
 * @param updated rows to update
 * @param deleted rows to delete
 * @param unchanged rows that are equal on both sides
 * @param kept rows that differ and stay as they are, because a rule or the mode says so
 * @param insertedKeys keys of some rows to insert, at most 10, in key order; likewise the others
 */
public record TableChanges(
        long inserted,
        long updated,
        long deleted,
        long unchanged,
        long kept,
        List<RowKey> insertedKeys,
        List<RowKey> updatedKeys,
        List<RowKey> deletedKeys) {

    /** Nothing on either side. */
    public static final TableChanges NONE = new TableChanges(0, 0, 0, 0, 0, List.of(), List.of(), List.of());

    public TableChanges {
        insertedKeys = List.copyOf(insertedKeys);
        updatedKeys = List.copyOf(updatedKeys);
        deletedKeys = List.copyOf(deletedKeys);
    }

    public boolean isEmpty() {
        return inserted == 0 && updated == 0 && deleted == 0;
    }

    /** Rows written: inserted, updated and deleted. */
    public long written() {
        return inserted + updated + deleted;
    }

    /** The same after some of the rows to insert turned out to be there already, and are kept. */
    public TableChanges keepingInstead(long rows, List<RowKey> stillInserted) {
        return new TableChanges(
                inserted - rows, updated, deleted, unchanged, kept + rows, stillInserted, updatedKeys, deletedKeys);
    }

    /** The sum of both, without keys. */
    public TableChanges plus(TableChanges other) {
        return new TableChanges(
                inserted + other.inserted,
                updated + other.updated,
                deleted + other.deleted,
                unchanged + other.unchanged,
                kept + other.kept,
                List.of(),
                List.of(),
                List.of());
    }
}
