// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.model.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of bytes that JSON is written into. For one thread. */
final class RowBuffer {

    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;
    private static final int CHUNK_BYTES = 4096;
    private static final int LONGEST_ESCAPE = 6;
    private static final int LONGEST_CHARACTER = 4;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'};

    private static final byte[] BASE64 =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VALUES_OF_HEX = valuesOfHex();

    private byte[] bytes = new byte[CHUNK_BYTES];
    private int size;

    byte[] array() {
        return bytes;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    void put(char ascii) {
        reserve(1);
        bytes[size++] = (byte) ascii;
    }

    void put(byte[] more) {
        reserve(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
    }

    void put(byte[] from, int start, int end) {
        reserve(end - start);
        System.arraycopy(from, start, bytes, size, end - start);
        size += end - start;
    }

    /**
     * Puts a JSON string, quotes included.
     *
     * @param text UTF-8
     * @return false if it isn't; what was put until then is of no use
     */
    boolean putString(byte[] text, int start, int end) {
        put('"');
        for (int from = start; from < end; ) {
            int to = putChunk(text, from, Math.min(end, from + CHUNK_BYTES), end);
            if (to < 0) {
                return false;
            }
            from = to;
        }
        put('"');
        return true;
    }

    /**
     * Puts bytes as a JSON string of base64.
     *
     * @param hex the bytes as lower-case hexadecimal digits, two each
     * @return false if it isn't that; what was put until then is of no use
     */
    boolean putBinary(byte[] hex, int start, int end) {
        int length = (end - start) / 2;
        if (start + 2 * length != end) {
            return false;
        }
        reserve((length + 2) / 3 * 4 + 2);
        byte[] target = bytes;
        int at = size;
        target[at++] = '"';
        int invalid = 0;
        int from = start;
        for (; from + 6 <= end; from += 6) {
            int three = (valueAt(hex, from) << 16) | (valueAt(hex, from + 2) << 8) | valueAt(hex, from + 4);
            invalid |= three;
            at = putDigits(three, 4, target, at);
        }
        if (from < end) {
            boolean isOne = from + 2 == end;
            int rest = (valueAt(hex, from) << 16) | (isOne ? 0 : valueAt(hex, from + 2) << 8);
            invalid |= rest;
            at = putDigits(rest, isOne ? 2 : 3, target, at);
            target[at++] = '=';
            if (isOne) {
                target[at++] = '=';
            }
        }
        target[at++] = '"';
        size = at;
        return invalid >= 0;
    }

    /** The first digits in base64 of three bytes. */
    private static int putDigits(int three, int digits, byte[] target, int start) {
        int at = start;
        for (int shift = 18; shift > 18 - 6 * digits; shift -= 6) {
            target[at++] = BASE64[(three >> shift) & 0x3F];
        }
        return at;
    }

    /** Of the two digits at a place; negative if they aren't two. */
    private static int valueAt(byte[] hex, int at) {
        return (VALUES_OF_HEX[hex[at] & 0xFF] << 4) | VALUES_OF_HEX[hex[at + 1] & 0xFF];
    }

    private static byte[] valuesOfHex() {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) -1);
        for (int value = 0; value < 16; value++) {
            values[Character.forDigit(value, 16)] = (byte) value;
        }
        return values;
    }

    /** Puts the characters that begin before {@code to}. Returns where they end, or -1 if there is one that is none. */
    private int putChunk(byte[] text, int from, int to, int end) {
        reserve((to - from) * LONGEST_ESCAPE + LONGEST_CHARACTER);
        byte[] target = bytes;
        int at = size;
        int i = from;
        while (i < to) {
            byte b = text[i];
            if (b >= 0x20 && b != '"' && b != '\\') {
                target[at++] = b;
                i++;
            } else if (b >= 0) {
                at = escape(b, target, at);
                i++;
            } else {
                int length = Utf8.bytesOfCharacter(text, i, end);
                if (length == 0) {
                    return -1;
                }
                for (int last = i + length; i < last; i++) {
                    target[at++] = text[i];
                }
            }
        }
        size = at;
        return i;
    }

    private static int escape(byte c, byte[] target, int start) {
        int at = start;
        target[at++] = '\\';
        switch (c) {
            case '"', '\\' -> target[at++] = c;
            case '\b' -> target[at++] = 'b';
            case '\f' -> target[at++] = 'f';
            case '\n' -> target[at++] = 'n';
            case '\r' -> target[at++] = 'r';
            case '\t' -> target[at++] = 't';
            default -> {
                target[at++] = 'u';
                target[at++] = '0';
                target[at++] = '0';
                target[at++] = HEX[c >> 4];
                target[at++] = HEX[c & 0xF];
            }
        }
        return at;
    }

    private void reserve(int more) {
        int needed = size + more;
        if (needed < 0 || needed > LARGEST_ARRAY) {
            throw new IllegalStateException("a row of more than " + LARGEST_ARRAY + " bytes");
        }
        if (needed > bytes.length) {
            int doubled = bytes.length > LARGEST_ARRAY / 2 ? LARGEST_ARRAY : 2 * bytes.length;
            bytes = Arrays.copyOf(bytes, Math.max(needed, doubled));
        }
    }
}
