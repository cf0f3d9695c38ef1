// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.session;

import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowBuilder;
import java.util.Arrays;

/**
 * The text format of PostgreSQL's COPY: values between tabs, rows between line feeds, {@code \N} for NULL, and a
 * backslash before what would be mistaken for one of these. (PostgreSQL's manual, COPY, "Text Format".) MariaDB's LOAD
 * DATA reads the same; see {@link LoadData}.
 *
 * <p>An object of it holds rows on their way to the server, and grows with the largest row. For one thread.
 */
public final class CopyText {

    private static final byte NULL = 'N';
    private static final int FIRST_BYTES = 8 << 10;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int size;
    private boolean isFirstValue = true;

    /**
     * Reads one row.
     *
     * @param line a row as the server sends it, with its line feed
     */
    public static Row row(byte[] line, RowBuilder row) {
        int end = line.length - 1;
        int at = 0;
        while (true) {
            if (at < end && line[at] == '\\' && line[at + 1] == NULL) {
                row.addNull();
                at += 2;
            } else {
                at = value(line, at, end, row);
            }
            if (at >= end) {
                return row.build();
            }
            at++;
        }
    }

    /** Adds the value that begins here, and returns the place of the tab or line feed behind it. */
    private static int value(byte[] line, int begin, int end, RowBuilder row) {
        int from = begin;
        int at = begin;
        while (at < end && line[at] != '\t') {
            if (line[at] == '\\') {
                row.put(line, from, at);
                row.put(unescaped(line[at + 1]));
                at += 2;
                from = at;
            } else {
                at++;
            }
        }
        row.put(line, from, at);
        row.end();
        return at;
    }

    private static byte unescaped(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0B;
            default -> letter;
        };
    }

    /** Adds a value to the row at hand. */
    public void add(byte[] utf8, int from, int to) {
        begin();
        put(utf8, from, to);
    }

    /** Adds bytes to the row at hand as the value of a {@code bytea} column. */
    public void addBinary(byte[] hex, int from, int to) {
        begin();
        reserve(3);
        bytes[size++] = '\\';
        bytes[size++] = '\\';
        bytes[size++] = 'x';
        put(hex, from, to);
    }

    /** Adds a NULL to the row at hand. */
    public void addNull() {
        begin();
        reserve(2);
        bytes[size++] = '\\';
        bytes[size++] = NULL;
    }

    /** Ends the row at hand. */
    public void end() {
        reserve(1);
        bytes[size++] = '\n';
        isFirstValue = true;
    }

    /** The array that holds the rows. */
    public byte[] array() {
        return bytes;
    }

    public int size() {
        return size;
    }

    /** Forgets the rows. */
    public void clear() {
        size = 0;
    }

    private void begin() {
        if (!isFirstValue) {
            reserve(1);
            bytes[size++] = '\t';
        }
        isFirstValue = false;
    }

    private void put(byte[] value, int from, int to) {
        reserve(2 * (to - from));
        byte[] target = bytes;
        int at = size;
        for (int i = from; i < to; i++) {
            byte b = value[i];
            byte letter =
                    switch (b) {
                        case '\\' -> (byte) '\\';
                        case '\n' -> (byte) 'n';
                        case '\r' -> (byte) 'r';
                        case '\t' -> (byte) 't';
                        default -> 0;
                    };
            if (letter == 0) {
                target[at++] = b;
            } else {
                target[at++] = '\\';
                target[at++] = letter;
            }
        }
        size = at;
    }

    private void reserve(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(2L * bytes.length, Integer.MAX_VALUE - 8)));
        }
    }
}
