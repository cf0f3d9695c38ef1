// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.retention.Decision.Verdict;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Hours, days, weeks, months and years, where they begin, and what summer time does to them. */
class RetentionCalendarTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static List<String> kept(RetentionPolicy policy, String... times) {
        List<Candidate> candidates = Stream.of(times)
                .map(time -> Candidate.of(Histories.backup("a", Instant.parse(time), true)))
                .toList();
        Instant now = Instant.parse("2030-01-01T00:00:00Z");
        return Retention.decide(candidates, RetentionPolicies.of(policy), now).stream()
                .filter(decision -> decision.verdict() == Verdict.KEEP)
                .map(decision -> decision.backup().createdAt().toString())
                .toList();
    }

    private static RetentionPolicy keeps(Period period, int count) {
        return RetentionPolicy.of(RetentionRules.NONE.with(period, count));
    }

    @Test
    void theNewestOfEachDayStaysAndEmptyDaysUseUpNoCount() {
        assertThat(kept(
                        keeps(Period.DAILY, 3),
                        "2026-03-01T02:00:00Z",
                        "2026-03-01T03:00:00Z",
                        "2026-03-10T00:00:00Z",
                        "2026-03-10T23:59:59Z",
                        "2026-03-11T00:00:00Z",
                        "2026-02-01T00:00:00Z"))
                .containsExactly("2026-03-11T00:00:00Z", "2026-03-10T23:59:59Z", "2026-03-01T03:00:00Z");
    }

    @Test
    void aDayBeginsByThePolicysZone() {
        String[] times = {"2026-03-10T22:30:00Z", "2026-03-10T23:30:00Z", "2026-03-11T21:00:00Z"};
        assertThat(kept(keeps(Period.DAILY, 9), times)).containsExactly(times[2], times[1]);
        assertThat(kept(keeps(Period.DAILY, 9).in(BERLIN), times)).containsExactly(times[2], times[0]);
    }

    @Test
    void aWeekGoesFromMondayToSundayAndMayLieInTwoYears() {
        assertThat(kept(
                        keeps(Period.WEEKLY, 9),
                        "2024-12-29T23:59:59Z",
                        "2024-12-30T00:00:00Z",
                        "2025-01-05T23:59:59Z",
                        "2025-01-06T00:00:00Z"))
                .containsExactly("2025-01-06T00:00:00Z", "2025-01-05T23:59:59Z", "2024-12-29T23:59:59Z");
    }

    @Test
    void monthsAndYearsAreThoseOfTheCalendar() {
        String[] times = {"2025-12-31T23:30:00Z", "2026-01-01T00:00:00Z", "2026-01-31T23:59:59Z", "2026-02-01T00:00:00Z"
        };
        assertThat(kept(keeps(Period.MONTHLY, 2), times)).containsExactly(times[3], times[2]);
        assertThat(kept(keeps(Period.YEARLY, 9), times)).containsExactly(times[3], times[0]);
        assertThat(kept(keeps(Period.YEARLY, 9).in(BERLIN), times)).containsExactly(times[3]);
    }

    @Test
    void theHourThatComesTwiceIsTwoAndTheOneThatIsMissingIsNone() {
        String[] autumn = {
            "2026-10-24T23:30:00Z", // 01:30 +02:00
            "2026-10-25T00:10:00Z", // 02:10 +02:00
            "2026-10-25T00:50:00Z", // 02:50 +02:00
            "2026-10-25T01:20:00Z", // 02:20 +01:00
            "2026-10-25T02:00:00Z" // 03:00 +01:00
        };
        assertThat(kept(keeps(Period.HOURLY, 9).in(BERLIN), autumn))
                .containsExactly(autumn[4], autumn[3], autumn[2], autumn[0]);
        String[] spring = {"2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z"};
        assertThat(kept(keeps(Period.HOURLY, 9).in(BERLIN), spring)).containsExactly(spring[1], spring[0]);
    }

    @Test
    void aDayOf23Or25HoursIsOneDay() {
        String[] autumn = {"2026-10-24T22:00:00Z", "2026-10-25T22:59:59Z", "2026-10-25T23:00:00Z"};
        assertThat(kept(keeps(Period.DAILY, 9).in(BERLIN), autumn)).containsExactly(autumn[2], autumn[1]);
        String[] spring = {"2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z", "2026-03-29T22:00:00Z"};
        assertThat(kept(keeps(Period.DAILY, 9).in(BERLIN), spring)).containsExactly(spring[2], spring[1]);
    }

    @Test
    void aDateThatComesBackWhenClocksAreSetBackOverMidnightIsOneDay() {
        // Until 2011 Newfoundland set its clocks back at 00:01, to 23:01 of the day before.
        ZoneId newfoundland = ZoneId.of("America/St_Johns");
        String[] times = {
            "2010-11-07T02:30:30Z", // 2010-11-07 00:00:30
            "2010-11-07T02:45:00Z", // 2010-11-06 23:15, for the second time
            "2010-11-07T12:00:00Z" // 2010-11-07
        };
        assertThat(kept(keeps(Period.DAILY, 9).in(newfoundland), times)).containsExactly(times[2], times[1]);
    }
}
