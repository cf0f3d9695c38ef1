// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.SourceDataException;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows of one table as the archive holds them: one JSON object, all columns, no white space. Same rows, same
 * bytes; different rows, different bytes. {@link RowDecoder} is its inverse.
 *
 * <p>For one thread at a time: it keeps a buffer of the largest row seen.
 */
public final class RowEncoder {

    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final TableName table;
    private final List<Column> columns;
    private final List<String> keyColumns;
    private final ValueForm[] forms;
    private final int[] keyPositions;
    private final byte[][] prefixes;
    private final RowBuffer scratch = new RowBuffer();

    /**
     * An encoder for rows with these columns.
     *
     * @param table for messages
     * @param columns the stored columns, in the order of every row's values; at least one
     * @param keyColumns the primary key's columns, in its order; empty if there is none
     * @throws IllegalArgumentException if a column's form is {@link ValueForm#UNSUPPORTED}, a name comes twice, or a
     *     key column is not among the columns
     */
    public RowEncoder(TableName table, List<Column> columns, List<String> keyColumns) {
        this.table = table;
        this.columns = List.copyOf(columns);
        this.forms = this.columns.stream().map(Column::form).toArray(ValueForm[]::new);
        this.keyColumns = List.copyOf(keyColumns);
        this.prefixes = RowShape.prefixes(table, this.columns);
        this.keyPositions = RowShape.positions(table, this.columns, this.keyColumns);
    }

    /**
     * The bytes of a row, from brace to brace.
     *
     * @throws SourceDataException if a value can't be written exactly: a text with an unpaired surrogate, or a value
     *     that is not in the canonical text of its form. Names table, column and key
     */
    public byte[] encode(Row row) {
        scratch.clear();
        encode(row, scratch);
        return scratch.toByteArray();
    }

    void encode(Row row, RowBuffer out) {
        if (row.size() != prefixes.length) {
            throw new IllegalArgumentException(
                    "a row of " + row.size() + " values for the " + prefixes.length + " columns of " + table);
        }
        for (int i = 0; i < prefixes.length; i++) {
            out.put(prefixes[i]);
            if (row.isNull(i)) {
                out.put(NULL);
            } else if (!put(forms[i], row.utf8(), row.from(i), row.to(i), out)) {
                throw unfit(row, columns.get(i));
            }
        }
        out.put('}');
    }

    /** The values of the key's columns, in the key's order; empty if there is no key. */
    List<@Nullable String> key(Row row) {
        List<@Nullable String> key = new ArrayList<>(keyPositions.length);
        for (int position : keyPositions) {
            key.add(row.value(position));
        }
        return key;
    }

    /** The row's key with names, for messages; null if the table has no key. */
    @Nullable
    RowKey rowKey(Row row) {
        return keyColumns.isEmpty() ? null : new RowKey(keyColumns, key(row));
    }

    TableName table() {
        return table;
    }

    List<Column> columns() {
        return columns;
    }

    private static boolean put(ValueForm form, byte[] value, int from, int to, RowBuffer out) {
        return switch (form) {
            case NUMBER -> putNumber(value, from, to, out);
            case BOOLEAN -> CanonicalText.isBoolean(value, from, to) && putBare(value, from, to, out);
            case UUID -> CanonicalText.isUuid(value, from, to) && out.putString(value, from, to);
            case BINARY -> out.putBinary(value, from, to);
            case TEXT, JSON -> out.putString(value, from, to);
            case UNSUPPORTED -> false;
        };
    }

    private static boolean putNumber(byte[] value, int from, int to, RowBuffer out) {
        return JsonNumber.isValid(value, from, to) ? putBare(value, from, to, out) : out.putString(value, from, to);
    }

    private static boolean putBare(byte[] value, int from, int to, RowBuffer out) {
        out.put(value, from, to);
        return true;
    }

    private SourceDataException unfit(Row row, Column column) {
        RowKey key = rowKey(row);
        boolean text = column.form() == ValueForm.TEXT || column.form() == ValueForm.JSON;
        String fact = "Cannot archive table '" + table + "': the value of column '" + column.name() + "'"
                + (key == null ? "" : " in row " + key)
                + (text
                        ? " has an unpaired surrogate or other bytes that are no UTF-8 text."
                        : " is not a canonical " + Words.of(column.form()) + ".");
        String hint = text
                ? "repair the text in the database; it was never valid Unicode."
                : "the database adapter must deliver values in the form that docs/types.md lists for type "
                        + column.type() + ".";
        return new SourceDataException(
                Problem.of(fact).withTable(table).withKey(key).withHint(hint));
    }
}
