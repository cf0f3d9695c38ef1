// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.schema;

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
    UNSUPPORTED
}
