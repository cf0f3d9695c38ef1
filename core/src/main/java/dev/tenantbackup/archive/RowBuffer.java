// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import java.util.Arrays;

/** A growing array of bytes that JSON is written into. For one thread. */
final class RowBuffer {

    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;
    private static final int CHUNK_CHARS = 4096;
    private static final int LONGEST_ESCAPE = 6;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'};

    private byte[] bytes = new byte[CHUNK_CHARS];
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

    /** Puts a text of ASCII characters as it is. */
    void putAscii(String text) {
        int length = text.length();
        reserve(length);
        for (int i = 0; i < length; i++) {
            bytes[size + i] = (byte) text.charAt(i);
        }
        size += length;
    }

    /**
     * Puts a JSON string, quotes included.
     *
     * @return false if the text has an unpaired surrogate; what was put until then is of no use
     */
    boolean putString(String text) {
        put('"');
        int length = text.length();
        for (int from = 0; from < length; ) {
            int to = Math.min(length, from + CHUNK_CHARS);
            if (to < length && Character.isHighSurrogate(text.charAt(to - 1))) {
                to++;
            }
            if (!putChunk(text, from, to)) {
                return false;
            }
            from = to;
        }
        put('"');
        return true;
    }

    private boolean putChunk(String text, int from, int to) {
        reserve((to - from) * LONGEST_ESCAPE);
        byte[] target = bytes;
        int at = size;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                if (c >= 0x20 && c != '"' && c != '\\') {
                    target[at++] = (byte) c;
                } else {
                    at = escape(c, target, at);
                }
            } else if (c < 0x800) {
                target[at++] = (byte) (0xC0 | (c >> 6));
                target[at++] = (byte) (0x80 | (c & 0x3F));
            } else if (!Character.isSurrogate(c)) {
                target[at++] = (byte) (0xE0 | (c >> 12));
                target[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
                target[at++] = (byte) (0x80 | (c & 0x3F));
            } else {
                if (i + 1 == to || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
                    return false;
                }
                int codePoint = Character.toCodePoint(c, text.charAt(++i));
                target[at++] = (byte) (0xF0 | (codePoint >> 18));
                target[at++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
                target[at++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
                target[at++] = (byte) (0x80 | (codePoint & 0x3F));
            }
        }
        size = at;
        return true;
    }

    private static int escape(char c, byte[] target, int start) {
        int at = start;
        target[at++] = '\\';
        switch (c) {
            case '"', '\\' -> target[at++] = (byte) c;
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
