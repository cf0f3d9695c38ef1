// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import dev.tenantbackup.model.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes down what a comparison says, and applies it to rows in memory. */
public final class Changes implements ChangeVisitor {

    private final List<String> told = new ArrayList<>();
    private final List<Row> inserted = new ArrayList<>();
    private final List<Row> replaced = new ArrayList<>();
    private final List<Row> replacing = new ArrayList<>();
    private final List<Row> deleted = new ArrayList<>();

    @Override
    public void insert(Row row) {
        told.add("insert " + values(row));
        inserted.add(row);
    }

    @Override
    public void update(Row live, Row row) {
        told.add("update " + values(live) + " to " + values(row));
        replaced.add(live);
        replacing.add(row);
    }

    @Override
    public void delete(Row live) {
        told.add("delete " + values(live));
        deleted.add(live);
    }

    @Override
    public void unchanged(Row live) {
        told.add("unchanged " + values(live));
    }

    @Override
    public void kept(Row row) {
        told.add("kept " + values(row));
    }

    private static String values(Row row) {
        return Arrays.toString(row.toArray());
    }

    public List<String> told() {
        return List.copyOf(told);
    }

    /** The live rows after the changes, in key order; a delete without a key takes every copy, as a statement would. */
    public List<Row> appliedTo(List<Row> live, TablePlan table) {
        List<Row> rows = new ArrayList<>(live);
        rows.removeAll(deleted);
        rows.removeAll(replaced);
        rows.addAll(replacing);
        rows.addAll(inserted);
        rows.sort(table.order());
        return rows;
    }
}
