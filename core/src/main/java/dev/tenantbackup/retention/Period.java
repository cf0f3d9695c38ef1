// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.retention;

import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** A stretch of the calendar of which a policy keeps the newest backup. */
public enum Period {
    /** An hour by the clock on the wall; the hour that comes twice when summer time ends is two. */
    HOURLY {
        @Override
        String of(ZonedDateTime time) {
            return time.truncatedTo(ChronoUnit.HOURS).toOffsetDateTime().toString();
        }
    },
    /** A date, however many hours it has. */
    DAILY {
        @Override
        String of(ZonedDateTime time) {
            return time.toLocalDate().toString();
        }
    },
    /** A week of ISO 8601, from Monday to Sunday. */
    WEEKLY {
        @Override
        String of(ZonedDateTime time) {
            return String.format(
                    Locale.ROOT,
                    "%d-W%02d",
                    time.get(IsoFields.WEEK_BASED_YEAR),
                    time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
        }
    },
    /** A month of the calendar. */
    MONTHLY {
        @Override
        String of(ZonedDateTime time) {
            return String.format(Locale.ROOT, "%d-%02d", time.getYear(), time.getMonthValue());
        }
    },
    /** A year of the calendar. */
    YEARLY {
        @Override
        String of(ZonedDateTime time) {
            return Integer.toString(time.getYear());
        }
    };

    /** The period that a time falls into: {@code 2026-03-01}, {@code 2026-W09}. */
    abstract String of(ZonedDateTime time);

    /** The word for it in options and reasons. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
