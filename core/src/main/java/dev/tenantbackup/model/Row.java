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
 */
public final class Row {

    private final @Nullable String[] values;

    private Row(@Nullable String[] values) {
        this.values = values;
    }

    public static Row of(@Nullable String... values) {
        return new Row(values.clone());
    }

    public static Row of(List<? extends @Nullable String> values) {
        return new Row(values.toArray(new @Nullable String[0]));
    }

    /** Takes the array over without a copy: for readers of many rows. The caller must not touch it again. */
    public static Row wrap(@Nullable String[] values) {
        return new Row(values);
    }

    public int size() {
        return values.length;
    }

    /** The value at a position, counted from 0. */
    public @Nullable String value(int position) {
        return values[position];
    }

    /** A row that differs in one value. */
    public Row with(int position, @Nullable String value) {
        @Nullable String[] copy = values.clone();
        copy[position] = value;
        return new Row(copy);
    }

    /**
     * The values of some columns, in their order.
     *
     * @param columns of this row, in order
     * @throws IllegalArgumentException if this row lacks one of those wanted
     */
    public Row only(List<String> columns, List<String> wanted) {
        @Nullable String[] some = new @Nullable String[wanted.size()];
        for (int i = 0; i < some.length; i++) {
            int position = columns.indexOf(wanted.get(i));
            if (position < 0) {
                throw new IllegalArgumentException("there is no column '" + wanted.get(i) + "' in " + columns);
            }
            some[i] = values[position];
        }
        return new Row(some);
    }

    /** How many characters its values have together: a measure of the memory it takes. */
    public long characters() {
        long characters = 0;
        for (String value : values) {
            characters += value == null ? 0 : value.length();
        }
        return characters;
    }

    public @Nullable String[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row row && Arrays.equals(values, row.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /** Says how many values there are, never what they are: rows must not end in logs. */
    @Override
    public String toString() {
        return "Row[" + values.length + " values]";
    }
}
