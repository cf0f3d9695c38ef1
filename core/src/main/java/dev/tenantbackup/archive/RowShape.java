// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What every row of a table has in common: the bytes before each value, and where the key's columns are. */
final class RowShape {

    private RowShape() {}

    /** For each column the bytes that stand before its value: brace or comma, name, colon. */
    static byte[][] prefixes(TableName table, List<Column> columns) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("table " + table + " has no columns");
        }
        Set<String> names = new HashSet<>();
        byte[][] prefixes = new byte[columns.size()][];
        RowBuffer buffer = new RowBuffer();
        for (int i = 0; i < prefixes.length; i++) {
            Column column = columns.get(i);
            if (column.form() == ValueForm.UNSUPPORTED) {
                throw new IllegalArgumentException("column '" + column.name() + "' of table " + table + " has type "
                        + column.type() + ", which can't be archived exactly");
            }
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("table " + table + " has column '" + column.name() + "' twice");
            }
            buffer.clear();
            buffer.put(i == 0 ? '{' : ',');
            Row name = Row.of(column.name());
            if (!buffer.putString(name.utf8(), 0, name.bytes())) {
                throw new IllegalArgumentException("a column name of table " + table + " has an unpaired surrogate");
            }
            buffer.put(':');
            prefixes[i] = buffer.toByteArray();
        }
        return prefixes;
    }

    /** The positions of some columns among all. */
    static int[] positions(TableName table, List<Column> columns, List<String> wanted) {
        List<String> names = columns.stream().map(Column::name).toList();
        int[] positions = new int[wanted.size()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = names.indexOf(wanted.get(i));
            if (positions[i] < 0) {
                throw new IllegalArgumentException(
                        "column '" + wanted.get(i) + "' is not among the columns of table " + table);
            }
        }
        return positions;
    }
}
