// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drill;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Names one drill: the second in which it began, in UTC, and eight hexadecimal digits.
 *
 * @param value such as {@code 20260301020000-1a2b3c4d}; later drills have greater ones
 */
public record DrillId(String value) implements Comparable<DrillId> {

    private static final Pattern SHAPE = Pattern.compile("[0-9]{14}-[0-9a-f]{8}");
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    public DrillId {
        Objects.requireNonNull(value, "value");
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not the id of a drill: '" + value + "'");
        }
    }

    public static DrillId of(String value) {
        return new DrillId(value);
    }

    static DrillId begunAt(Instant start) {
        return new DrillId(
                SECONDS.format(start) + "-" + UUID.randomUUID().toString().substring(0, 8));
    }

    /** What goes by the drill's name until it is discarded: a tenant or a schema, recognised by it ever after. */
    public String scratchName() {
        return "drill_" + value.substring(value.length() - 8);
    }

    @Override
    public int compareTo(DrillId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
