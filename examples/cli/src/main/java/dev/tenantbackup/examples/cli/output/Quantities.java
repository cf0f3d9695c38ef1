// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import java.time.Duration;
import java.util.Locale;

/** Counts, sizes and durations as people write them. */
public final class Quantities {

    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Quantities() {}

    /** {@code 1,234,567}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 row}, {@code 1,234 rows}. */
    public static String count(long number, String noun) {
        return count(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** A count where a dash says nothing: in tables, where zeros would hide the rest. */
    static String countOrDash(long number) {
        return number == 0 ? "-" : count(number);
    }

    /** {@code 512 B}, {@code 1.4 MiB}. */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    /** {@code 87 ms}, {@code 4.2 s}, {@code 3 min 07 s}, {@code 2 h 05 min}. */
    public static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        return duration.toHours() == 0
                ? String.format(Locale.ROOT, "%d min %02d s", duration.toMinutes(), duration.toSecondsPart())
                : String.format(Locale.ROOT, "%d h %02d min", duration.toHours(), duration.toMinutesPart());
    }
}
