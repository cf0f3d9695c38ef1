// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drill.page;

import java.time.Duration;
import java.util.Locale;

/** Durations as people read them. */
final class Figures {

    private Figures() {}

    /** Two units at most: {@code 850 ms}, {@code 12.3 s}, {@code 4 min 5 s}, {@code 1 d 2 h}. */
    static String words(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
        }
        long seconds = duration.toSeconds();
        if (seconds < 3_600) {
            return two(seconds / 60, "min", seconds % 60, "s");
        }
        long minutes = seconds / 60;
        return minutes < 24 * 60
                ? two(minutes / 60, "h", minutes % 60, "min")
                : two(minutes / (24 * 60), "d", minutes / 60 % 24, "h");
    }

    private static String two(long greater, String unit, long smaller, String smallerUnit) {
        return smaller == 0 ? greater + " " + unit : greater + " " + unit + " " + smaller + " " + smallerUnit;
    }

    /** For people, with the exact figure for programs beside it. */
    static String html(Duration duration) {
        return "<data value=\"" + duration.toMillis() + "\">" + words(duration) + "</data>";
    }
}
