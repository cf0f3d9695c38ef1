// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

/** The grammar of numbers in JSON (RFC 8259, section 6). */
final class JsonNumber {

    private JsonNumber() {}

    /** Whether the text is a JSON number as it stands. */
    static boolean isValid(byte[] text, int from, int end) {
        int at = end > from && text[from] == '-' ? from + 1 : from;
        int whole = digits(text, at, end);
        if (whole == at || (text[at] == '0' && whole > at + 1)) {
            return false;
        }
        at = whole;
        if (at < end && text[at] == '.') {
            int fraction = digits(text, at + 1, end);
            if (fraction == at + 1) {
                return false;
            }
            at = fraction;
        }
        if (at < end && (text[at] == 'e' || text[at] == 'E')) {
            at++;
            if (at < end && (text[at] == '+' || text[at] == '-')) {
                at++;
            }
            int exponent = digits(text, at, end);
            if (exponent == at) {
                return false;
            }
            at = exponent;
        }
        return at == end;
    }

    private static int digits(byte[] text, int from, int end) {
        int at = from;
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        return at;
    }
}
