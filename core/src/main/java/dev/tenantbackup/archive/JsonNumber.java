// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

/** The grammar of numbers in JSON (RFC 8259, section 6). */
final class JsonNumber {

    private JsonNumber() {}

    /** Whether the text is a JSON number as it stands. */
    static boolean isValid(String text) {
        int end = text.length();
        int at = end > 0 && text.charAt(0) == '-' ? 1 : 0;
        int whole = digits(text, at);
        if (whole == at || (text.charAt(at) == '0' && whole > at + 1)) {
            return false;
        }
        at = whole;
        if (at < end && text.charAt(at) == '.') {
            int fraction = digits(text, at + 1);
            if (fraction == at + 1) {
                return false;
            }
            at = fraction;
        }
        if (at < end && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < end && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            int exponent = digits(text, at);
            if (exponent == at) {
                return false;
            }
            at = exponent;
        }
        return at == end;
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
