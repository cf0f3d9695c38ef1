// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.model;

import java.nio.charset.StandardCharsets;

/**
 * Texts as bytes and back without a loss: UTF-8, and for an unpaired surrogate the three bytes that its number would
 * have. (The generalized UTF-8 of the WTF-8 encoding, https://wtf-8.codeberg.page/.) Ordered by bytes, texts are ordered
 * by code points.
 */
public final class Utf8 {

    private static final int MOST_BYTES_OF_A_CHAR = 3;
    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /** No text of these characters takes more bytes. */
    static int mostBytes(String text) {
        return Math.multiplyExact(MOST_BYTES_OF_A_CHAR, text.length());
    }

    /** Writes a text's bytes; returns the place behind them. */
    static int encode(String text, byte[] target, int start) {
        int at = start;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                target[at++] = (byte) c;
            } else if (c < 0x800) {
                target[at++] = (byte) (0xC0 | (c >> 6));
                target[at++] = (byte) (0x80 | (c & 0x3F));
            } else if (i + 1 < length && Character.isSurrogatePair(c, text.charAt(i + 1))) {
                int codePoint = Character.toCodePoint(c, text.charAt(++i));
                target[at++] = (byte) (0xF0 | (codePoint >> 18));
                target[at++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
                target[at++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
                target[at++] = (byte) (0x80 | (codePoint & 0x3F));
            } else {
                target[at++] = (byte) (0xE0 | (c >> 12));
                target[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
                target[at++] = (byte) (0x80 | (c & 0x3F));
            }
        }
        return at;
    }

    /** The text of some bytes. Bytes that are nobody's come as replacement characters. */
    static String decode(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : decodeSurrogates(bytes, from, to);
    }

    /** The same, piece by piece, each surrogate between two pieces. */
    private static String decodeSurrogates(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder();
        int begun = from;
        for (int i = from; i + 2 < to; i++) {
            if (bytes[i] == (byte) 0xED && (bytes[i + 1] & 0xE0) == 0xA0 && (bytes[i + 2] & 0xC0) == 0x80) {
                text.append(new String(bytes, begun, i - begun, StandardCharsets.UTF_8));
                text.append((char) (0xD000 | (bytes[i + 1] & 0x3F) << 6 | (bytes[i + 2] & 0x3F)));
                begun = i + 3;
                i += 2;
            }
        }
        return text.append(new String(bytes, begun, to - begun, StandardCharsets.UTF_8))
                .toString();
    }

    /**
     * How many bytes the character has that begins with a byte above 127: 2 to 4; 0 if what stands there is not UTF-8, an
     * unpaired surrogate for one. (Unicode 15, table 3-7.)
     */
    public static int bytesOfCharacter(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xFF;
        int length = first < 0xC2 || first > 0xF4 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (length == 0 || end - at < length) {
            return 0;
        }
        int second = bytes[at + 1] & 0xFF;
        int lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < lowest || second > highest) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }
}
