// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows, value by value, out of texts or out of bytes as they come. For many rows one after the other: what it
 * holds is used again, and is as large as the largest row seen. For one thread.
 */
public final class RowBuilder {

    private static final int FIRST_BYTES = 128;

    private final int columns;
    private int[] ends;
    private byte[] bytes = new byte[FIRST_BYTES];
    private int values;
    private int size;

    /** @param columns how many values every row has */
    public RowBuilder(int columns) {
        this.columns = columns;
        this.ends = new int[columns];
    }

    /** Adds a value that is text, or NULL. */
    public void add(@Nullable String text) {
        if (text == null) {
            addNull();
            return;
        }
        reserve(Utf8.mostBytes(text));
        size = Utf8.encode(text, bytes, size);
        end();
    }

    public void addNull() {
        ends[values++] = ~size;
    }

    /** Adds a value of another row. */
    public void add(Row row, int position) {
        if (row.isNull(position)) {
            addNull();
        } else {
            add(row.utf8(), row.from(position), row.to(position));
        }
    }

    /** Adds a value whose bytes are there. */
    public void add(byte[] utf8, int from, int to) {
        put(utf8, from, to);
        end();
    }

    /** Adds bytes to the value at hand, which {@link #end} ends. */
    public void put(byte[] utf8, int from, int to) {
        reserve(to - from);
        System.arraycopy(utf8, from, bytes, size, to - from);
        size += to - from;
    }

    /** Adds a byte to the value at hand, which {@link #end} ends. */
    public void put(byte one) {
        reserve(1);
        bytes[size++] = one;
    }

    /** Ends the value at hand, which may be empty. */
    public void end() {
        ends[values++] = size;
    }

    /** Forgets what was added since the last row was made. */
    public void clear() {
        values = 0;
        size = 0;
    }

    /**
     * The row; the next values belong to another one.
     *
     * @throws IllegalStateException if it has fewer values than columns
     */
    public Row build() {
        if (values != columns) {
            throw new IllegalStateException("a row of " + values + " values for " + columns + " columns");
        }
        Row row = new Row(Arrays.copyOf(bytes, size), ends);
        ends = new int[columns];
        clear();
        return row;
    }

    private void reserve(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(2L * bytes.length, Integer.MAX_VALUE - 8)));
        }
    }
}
