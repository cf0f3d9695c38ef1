// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.model;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row: its values in the order of the columns that came with the stream, each in canonical text form, or null for
 * SQL NULL.
 *
 * <p>The canonical form is the database's own text under pinned settings (see {@code docs/types.md}): numbers with
 * their scale, timestamps to the microsecond, binary as lower-case hex, JSON as its exact text. Two rows are equal if
 * and only if all their texts are. Immutable.
 *
 * <p>The texts are kept as UTF-8, end to end in one array, as they come from databases and go into archives. An unpaired
 * surrogate, which is no Unicode but which some databases hold, is kept as the three bytes that UTF-8 would give its
 * number; {@link #utf8} has them, and nothing else that is not UTF-8 unless a database sent it.
 */
public final class Row {

    private final byte[] utf8;
    /** Where each value ends; for NULL the same, inverted bit by bit. */
    private final int[] ends;

    /** Takes both arrays over. */
    Row(byte[] utf8, int[] ends) {
        this.utf8 = utf8;
        this.ends = ends;
    }

    public static Row of(@Nullable String... values) {
        RowBuilder builder = new RowBuilder(values.length);
        for (String value : values) {
            builder.add(value);
        }
        return builder.build();
    }

    public static Row of(List<? extends @Nullable String> values) {
        return of(values.toArray(new @Nullable String[0]));
    }

    public int size() {
        return ends.length;
    }

    public boolean isNull(int position) {
        return ends[position] < 0;
    }

    /** The value at a position, counted from 0. Makes the text anew each time. */
    public @Nullable String value(int position) {
        return isNull(position) ? null : Utf8.decode(utf8, from(position), ends[position]);
    }

    /** The array with all texts as UTF-8: see {@link #from} and {@link #to}. It is the row's own; not to be changed. */
    public byte[] utf8() {
        return utf8;
    }

    /** Where a value's bytes begin in {@link #utf8}. */
    public int from(int position) {
        return position == 0 ? 0 : to(position - 1);
    }

    /** Behind the last of a value's bytes in {@link #utf8}. */
    public int to(int position) {
        int end = ends[position];
        return end < 0 ? ~end : end;
    }

    /** A row that differs in one value. */
    public Row with(int position, @Nullable String value) {
        RowBuilder builder = new RowBuilder(ends.length);
        for (int i = 0; i < ends.length; i++) {
            if (i == position) {
                builder.add(value);
            } else {
                builder.add(this, i);
            }
        }
        return builder.build();
    }

    /**
     * The values of some columns, in their order.
     *
     * @param columns of this row, in order
     * @throws IllegalArgumentException if this row lacks one of those wanted
     */
    public Row only(List<String> columns, List<String> wanted) {
        int[] positions = new int[wanted.size()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = columns.indexOf(wanted.get(i));
            if (positions[i] < 0) {
                throw new IllegalArgumentException("there is no column '" + wanted.get(i) + "' in " + columns);
            }
        }
        return only(positions);
    }

    /** The values at some positions, in their order. */
    public Row only(int... positions) {
        RowBuilder builder = new RowBuilder(positions.length);
        for (int position : positions) {
            builder.add(this, position);
        }
        return builder.build();
    }

    /** How many bytes its values have together: a measure of the memory it takes. */
    public int bytes() {
        return ends.length == 0 ? 0 : to(ends.length - 1);
    }

    public @Nullable String[] toArray() {
        @Nullable String[] values = new @Nullable String[ends.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(i);
        }
        return values;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row row
                && Arrays.equals(ends, row.ends)
                && Arrays.equals(utf8, 0, bytes(), row.utf8, 0, row.bytes());
    }

    @Override
    public int hashCode() {
        int hash = Arrays.hashCode(ends);
        for (int i = 0, end = bytes(); i < end; i++) {
            hash = 31 * hash + utf8[i];
        }
        return hash;
    }

    /** Says how many values there are, never what they are: rows must not end in logs. */
    @Override
    public String toString() {
        return "Row[" + ends.length + " values]";
    }
}
