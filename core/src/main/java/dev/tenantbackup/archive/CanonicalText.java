// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Which texts are the canonical text of a form, so that each value has exactly one. */
final class CanonicalText {

    static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final int UUID_LENGTH = 36;

    private CanonicalText() {}

    static boolean isBoolean(byte[] text, int from, int to) {
        return Arrays.equals(text, from, to, TRUE, 0, TRUE.length)
                || Arrays.equals(text, from, to, FALSE, 0, FALSE.length);
    }

    static boolean isUuid(byte[] text, int from, int to) {
        if (to - from != UUID_LENGTH) {
            return false;
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            byte c = text[from + i];
            if (dash ? c != '-' : !isHexDigit(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHexDigit(byte c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
