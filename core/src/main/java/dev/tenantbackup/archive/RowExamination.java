// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.model.KeyOrder;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Examines the rows of one table one after the other: NULL only where it may be, keys ascending and each once, blocks
 * that begin and end with the keys that the manifest says.
 */
final class RowExamination {

    /** Longer numbers are no keys, and comparing them would take time that grows with the square of their length. */
    private static final int LONGEST_NUMBER_IN_KEY = 1000;

    private final ManifestTable table;
    private final Consumer<Problem> problems;
    private final int[] key;
    private final boolean[] required;
    private final KeyOrder order;
    private final boolean unique;
    private @Nullable Row previous;

    RowExamination(ManifestTable table, Consumer<Problem> problems) {
        List<Column> columns = table.columns();
        this.table = table;
        this.problems = problems;
        this.key = RowShape.positions(table.name(), columns, table.keyColumns());
        this.required = new boolean[columns.size()];
        for (int i = 0; i < required.length; i++) {
            required[i] = !columns.get(i).nullable();
        }
        this.unique = key.length > 0;
        this.order = unique
                ? KeyOrder.of(
                        IntStream.of(key).boxed().toList(),
                        IntStream.of(key)
                                .mapToObj(position -> columns.get(position).form() == ValueForm.NUMBER)
                                .toList())
                : KeyOrder.of(
                        IntStream.range(0, columns.size()).boxed().toList(),
                        columns.stream().map(column -> false).toList());
    }

    /**
     * Examines the next row.
     *
     * @param number counted from 1
     */
    void examine(long number, Row row) {
        for (int i = 0; i < required.length; i++) {
            if (required[i] && row.value(i) == null) {
                problem(
                        number,
                        row,
                        "has NULL in column '" + table.columns().get(i).name() + "', which forbids it");
            }
        }
        examineBlockKey(number, row);
        if (hasEndlessNumber(row)) {
            problem(number, row, "has a number of more than " + LONGEST_NUMBER_IN_KEY + " characters in its key");
            return;
        }
        if (previous != null) {
            int compared = order.compare(previous, row);
            if (compared == 0 && unique) {
                problem(number, row, "has the key of the row before it");
            } else if (compared > 0) {
                problem(number, row, "is not in the order of keys");
            }
        }
        previous = row;
    }

    private void examineBlockKey(long number, Row row) {
        List<Block> blocks = table.content().blocks();
        int block = (int) ((number - 1) / Block.MAX_ROWS);
        if (block >= blocks.size()) {
            return;
        }
        Block expected = blocks.get(block);
        long inBlock = (number - 1) % Block.MAX_ROWS;
        if ((inBlock == 0 && !keyOf(row).equals(expected.first()))
                || (inBlock == expected.rows() - 1 && !keyOf(row).equals(expected.last()))) {
            problem(number, row, "does not have the key that the manifest says of block " + (block + 1));
        }
    }

    private boolean hasEndlessNumber(Row row) {
        for (int position : key) {
            String value = row.value(position);
            if (value != null
                    && value.length() > LONGEST_NUMBER_IN_KEY
                    && table.columns().get(position).form() == ValueForm.NUMBER) {
                return true;
            }
        }
        return false;
    }

    private List<@Nullable String> keyOf(Row row) {
        List<@Nullable String> values = new ArrayList<>(key.length);
        for (int position : key) {
            values.add(row.value(position));
        }
        return values;
    }

    private void problem(long number, Row row, String what) {
        RowKey rowKey = unique ? new RowKey(table.keyColumns(), keyOf(row)) : null;
        problems.accept(Problem.of("row " + number + (rowKey == null ? "" : " " + rowKey) + " of table '" + table.name()
                        + "' " + what)
                .withTable(table.name())
                .withKey(rowKey));
    }
}
