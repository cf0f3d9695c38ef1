// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.model;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Names one restore, clone or undo that was carried out, so that it can be undone.
 *
 * @param value letters, digits, {@code -} and {@code _}, at most 64 characters
 */
public record RestoreId(String value) {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    public RestoreId {
        Objects.requireNonNull(value, "value");
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a restore id: '" + value + "'");
        }
    }

    public static RestoreId of(String value) {
        return new RestoreId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
