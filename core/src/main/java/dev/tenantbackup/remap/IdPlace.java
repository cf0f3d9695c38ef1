// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.remap;

/** Where ids stand inside a column's text. */
public sealed interface IdPlace permits JsonPath, TextPattern {

    /**
     * Reads a place: a path into JSON begins with {@code $}, everything else is a pattern.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static IdPlace parse(String text) {
        return text.startsWith("$") ? JsonPath.parse(text) : TextPattern.parse(text);
    }
}
