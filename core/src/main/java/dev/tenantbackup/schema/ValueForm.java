// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.schema;

import java.util.regex.Pattern;

/** The form a column's values take in an archive. {@code docs/types.md} lists it for every database type. */
public enum ValueForm {
    /** A JSON number with every digit kept; NaN and the infinities are JSON strings. */
    NUMBER,
    /** JSON true or false. */
    BOOLEAN,
    /** A JSON string: text, and every type whose text form is exact (timestamps, intervals, enums, arrays). */
    TEXT,
    /** A UUID as a JSON string in lower case. */
    UUID,
    /** Lower-case hex in a {@code Row}, base64 in a JSON string in the archive. */
    BINARY,
    /** A JSON string that holds the document's exact text. */
    JSON,
    /** A type this version can't carry exactly: refused by name before any work starts. */
    UNSUPPORTED;

    private static final Pattern CANONICAL_NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?|NaN|-?Infinity");

    private static final Pattern CANONICAL_UUID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private static final Pattern HEX = Pattern.compile("([0-9a-f]{2})*");

    /** Whether a text could be a value's canonical text in this form; of texts and documents only the database knows. */
    boolean canBe(String value) {
        return switch (this) {
            case NUMBER -> CANONICAL_NUMBER.matcher(value).matches();
            case BOOLEAN -> value.equals("true") || value.equals("false");
            case UUID -> CANONICAL_UUID.matcher(value).matches();
            case BINARY -> HEX.matcher(value).matches();
            case TEXT, JSON, UNSUPPORTED -> true;
        };
    }
}
