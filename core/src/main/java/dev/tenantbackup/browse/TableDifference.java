// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.browse;

import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.TableName;
import java.util.List;
import java.util.Objects;

/**
 * What changed in a table from one backup to a later one.
 *
 * @param table which
 * @param inserted rows that only the later one holds
 * @param updated rows of one key that are not the same
 * @param deleted rows that only the earlier one holds
 * @param blocksPassedOver blocks that are the same in both and were not looked into
 * @param insertedKeys keys of some of these rows, at most {@value #SAMPLES}, in key order; likewise the others
 * @param notes what keeps the two from being compared as they are: other columns, another key
 */
public record TableDifference(
        TableName table,
        long inserted,
        long updated,
        long deleted,
        int blocksPassedOver,
        List<RowKey> insertedKeys,
        List<RowKey> updatedKeys,
        List<RowKey> deletedKeys,
        List<String> notes) {

    static final int SAMPLES = 10;

    public TableDifference {
        Objects.requireNonNull(table, "table");
        insertedKeys = List.copyOf(insertedKeys);
        updatedKeys = List.copyOf(updatedKeys);
        deletedKeys = List.copyOf(deletedKeys);
        notes = List.copyOf(notes);
    }

    /** Whether no row differs, and the table has the same columns. */
    public boolean isEmpty() {
        return inserted == 0 && updated == 0 && deleted == 0 && notes.isEmpty();
    }
}
