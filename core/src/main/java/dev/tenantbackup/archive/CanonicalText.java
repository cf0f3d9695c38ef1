// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

/** Which texts are the canonical text of a form, so that each value has exactly one. */
final class CanonicalText {

    private static final int UUID_LENGTH = 36;

    private CanonicalText() {}

    static boolean isBoolean(String text) {
        return text.equals("true") || text.equals("false");
    }

    static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return text.length() % 2 == 0;
    }

    static boolean isUuid(String text) {
        if (text.length() != UUID_LENGTH) {
            return false;
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            char c = text.charAt(i);
            if (dash ? c != '-' : !isHexDigit(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHexDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
