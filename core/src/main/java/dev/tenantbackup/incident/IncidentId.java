// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.incident;

import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Names one incident.
 *
 * @param value letters, digits and {@code -}, at most 64 characters
 */
public record IncidentId(String value) {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,63}");
    private static final int DIGITS = 13;

    public IncidentId {
        Objects.requireNonNull(value, "value");
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not an incident's id: '" + value + "'");
        }
    }

    public static IncidentId of(String value) {
        return new IncidentId(value);
    }

    static IncidentId random() {
        return new IncidentId(UUID.randomUUID().toString().substring(0, DIGITS));
    }

    @Override
    public String toString() {
        return value;
    }
}
