// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import dev.tenantbackup.model.KeyOrder;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.SourceDataException;

/**
 * Compares a table as archived with the table as it is, both in key order, row by row and text by text: one pass, two
 * rows in memory.
 *
 * <p>In a table without a key, equal rows may stand side by side; there a surplus of copies is deleted as a whole and the
 * archived number inserted again, since nothing names a single copy.
 */
public final class RowDiff {

    private final TablePlan table;
    private final RestoreRules rules;
    private final ChangeVisitor visitor;

    private RowDiff(TablePlan table, RestoreRules rules, ChangeVisitor visitor) {
        this.table = table;
        this.rules = rules;
        this.visitor = visitor;
    }

    /**
     * Compares, and tells the visitor of every row.
     *
     * @param archived the rows as they shall be, in the order of the plan's columns
     * @param live the rows as they are, in the same order of columns
     * @throws SourceDataException if one of the streams is not in strictly ascending key order
     */
    public static void run(
            TablePlan table, RowStream archived, RowStream live, RestoreRules rules, ChangeVisitor visitor) {
        RowDiff diff = new RowDiff(table, rules, visitor);
        OrderedRows archivedSide = new OrderedRows(table, archived, "the backup");
        OrderedRows liveSide = new OrderedRows(table, live, "the database");
        if (table.hasKey()) {
            diff.keyed(archivedSide, liveSide);
        } else {
            diff.keyless(archivedSide, liveSide);
        }
    }

    private void keyed(OrderedRows archived, OrderedRows live) {
        KeyOrder order = table.order();
        Row wanted = archived.next();
        Row present = live.next();
        while (wanted != null || present != null) {
            int side = wanted == null ? 1 : present == null ? -1 : order.compare(wanted, present);
            if (side < 0 && wanted != null) {
                missing(wanted);
                wanted = archived.next();
            } else if (side > 0 && present != null) {
                surplus(present);
                present = live.next();
            } else if (wanted != null && present != null) {
                both(wanted, present);
                wanted = archived.next();
                present = live.next();
            }
        }
    }

    private void both(Row wanted, Row present) {
        if (rules.same(wanted, present)) {
            visitor.unchanged(present);
            return;
        }
        Row expected = rules.changed(wanted, present);
        if (expected.equals(present)) {
            visitor.kept(present);
        } else {
            visitor.update(present, expected);
        }
    }

    private void missing(Row wanted) {
        Row expected = rules.missing(wanted);
        if (expected == null) {
            visitor.kept(wanted);
        } else {
            visitor.insert(expected);
        }
    }

    private void surplus(Row present) {
        if (rules.deletes()) {
            visitor.delete(present);
        } else {
            visitor.kept(present);
        }
    }

    private void keyless(OrderedRows archived, OrderedRows live) {
        KeyOrder order = table.order();
        Row wanted = archived.next();
        Row present = live.next();
        while (wanted != null || present != null) {
            int side = wanted == null ? 1 : present == null ? -1 : order.compare(wanted, present);
            Row row = side <= 0 && wanted != null ? wanted : present;
            if (row == null) {
                throw new IllegalStateException("neither side has a row");
            }
            int copiesWanted = 0;
            while (wanted != null && order.compare(wanted, row) == 0) {
                copiesWanted++;
                wanted = archived.next();
            }
            int copiesPresent = 0;
            while (present != null && order.compare(present, row) == 0) {
                copiesPresent++;
                present = live.next();
            }
            copies(row, copiesWanted, copiesPresent);
        }
    }

    private void copies(Row row, int wanted, int present) {
        boolean deletes = false;
        for (int i = wanted; i < present; i++) {
            deletes = rules.deletes();
        }
        if (deletes) {
            for (int i = 0; i < present; i++) {
                visitor.delete(row);
            }
            copies(row, wanted, 0);
            return;
        }
        for (int i = 0; i < Math.min(wanted, present); i++) {
            visitor.unchanged(row);
        }
        for (int i = wanted; i < present; i++) {
            visitor.kept(row);
        }
        for (int i = present; i < wanted; i++) {
            missing(row);
        }
    }
}
