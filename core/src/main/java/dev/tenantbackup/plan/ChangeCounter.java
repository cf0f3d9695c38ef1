// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowKey;
import java.util.ArrayList;
import java.util.List;

/** Counts the changes of one table and keeps the first keys of each kind; passes every row on. */
public final class ChangeCounter implements ChangeVisitor {

    /** How many keys of each kind a plan shows. */
    public static final int SAMPLES = 10;

    private final TablePlan table;
    private final ChangeVisitor next;
    private final List<RowKey> insertedKeys = new ArrayList<>();
    private final List<RowKey> updatedKeys = new ArrayList<>();
    private final List<RowKey> deletedKeys = new ArrayList<>();
    private long inserted;
    private long updated;
    private long deleted;
    private long unchanged;
    private long kept;

    public ChangeCounter(TablePlan table, ChangeVisitor next) {
        this.table = table;
        this.next = next;
    }

    @Override
    public void insert(Row row) {
        inserted++;
        sample(insertedKeys, row);
        next.insert(row);
    }

    @Override
    public void update(Row live, Row row) {
        updated++;
        sample(updatedKeys, live);
        next.update(live, row);
    }

    @Override
    public void delete(Row live) {
        deleted++;
        sample(deletedKeys, live);
        next.delete(live);
    }

    @Override
    public void unchanged(Row live) {
        unchanged++;
        next.unchanged(live);
    }

    @Override
    public void kept(Row row) {
        kept++;
        next.kept(row);
    }

    private void sample(List<RowKey> keys, Row row) {
        if (keys.size() < SAMPLES) {
            keys.add(table.keyOf(row));
        }
    }

    public TableChanges changes() {
        return new TableChanges(inserted, updated, deleted, unchanged, kept, insertedKeys, updatedKeys, deletedKeys);
    }
}
