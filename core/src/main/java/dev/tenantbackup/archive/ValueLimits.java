// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import org.jspecify.annotations.Nullable;

/** Holds single values against the limits that concern them. */
final class ValueLimits {

    private static final int HEX_DIGITS_OF_THREE_BYTES = 6;
    private static final int BASE64_CHARS_OF_THREE_BYTES = 4;

    private final ArchiveLimits limits;
    private final long maxNumber;
    private final long maxString;
    private final long maxDepth;
    private final long harmless;

    ValueLimits(ArchiveLimits limits) {
        this.limits = limits;
        this.maxNumber = limits.of(ArchiveLimit.NUMBER_CHARS);
        this.maxString = limits.of(ArchiveLimit.STRING_CHARS);
        this.maxDepth = limits.of(ArchiveLimit.NESTING_DEPTH);
        this.harmless = Math.min(maxNumber, Math.min(maxString, maxDepth));
    }

    /** Whether nothing of so many encoded bytes can exceed any of the limits: true of nearly all rows. */
    boolean allowAnythingOf(int bytes) {
        return bytes <= harmless;
    }

    /** What of a value is more than allowed, and which limit says so; null if nothing is. */
    @Nullable
    String excess(Column column, String value) {
        if (column.form() == ValueForm.NUMBER) {
            return longer(value.length(), ArchiveLimit.NUMBER_CHARS, maxNumber);
        }
        if (column.form() == ValueForm.BINARY) {
            return longer(base64Chars(value), ArchiveLimit.STRING_CHARS, maxString);
        }
        String tooLong = longer(value.length(), ArchiveLimit.STRING_CHARS, maxString);
        return tooLong == null && column.form() == ValueForm.JSON ? deeper(value) : tooLong;
    }

    private @Nullable String longer(long chars, ArchiveLimit limit, long max) {
        return chars <= max ? null : "has " + chars + " characters, and " + limits.phrase(limit);
    }

    private @Nullable String deeper(String json) {
        return json.length() <= maxDepth || depth(json) <= maxDepth
                ? null
                : "is nested too deep, and " + limits.phrase(ArchiveLimit.NESTING_DEPTH);
    }

    private static long base64Chars(String hex) {
        return (hex.length() + HEX_DIGITS_OF_THREE_BYTES - 1L)
                / HEX_DIGITS_OF_THREE_BYTES
                * BASE64_CHARS_OF_THREE_BYTES;
    }

    /** How many objects and arrays lie in each other at most. Brackets in strings don't count. */
    private static int depth(String json) {
        int depth = 0;
        int deepest = 0;
        boolean inString = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (inString) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    inString = false;
                }
            } else if (c == '"') {
                inString = true;
            } else if (c == '[' || c == '{') {
                deepest = Math.max(deepest, ++depth);
            } else if (c == ']' || c == '}') {
                depth--;
            }
        }
        return deepest;
    }
}
