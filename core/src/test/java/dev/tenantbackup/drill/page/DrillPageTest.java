// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drill.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tenantbackup.drill.DrillId;
import dev.tenantbackup.drill.DrillObjectives;
import dev.tenantbackup.drill.DrillOutcome;
import dev.tenantbackup.drill.DrillPhase;
import dev.tenantbackup.drill.DrillReport;
import dev.tenantbackup.drill.DrillReport.Complaint;
import dev.tenantbackup.drill.DrillReport.Kind;
import dev.tenantbackup.drill.Scratch;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TenantId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page shows what the report's document says, and needs nothing else. */
class DrillPageTest {

    private static final DrillObjectives OBJECTIVES = new DrillObjectives(Duration.ofSeconds(8), Duration.ofHours(24));

    @Test
    void figuresAreThoseOfTheDocument() throws IOException {
        DrillReport report = drill(3, DrillOutcome.PASSED, 1_234, null);
        JsonNode json = new JsonMapper().readTree(report.toBytes());
        String page = DrillPage.of(report, List.of());

        List<Long> phases = new ArrayList<>();
        json.path("phases").forEach(phase -> phases.add(phase.path("millis").longValue()));
        assertThat(values(table(page, "phases"))).isEqualTo(phases).hasSize(4);
        assertThat(values(table(page, "objectives")))
                .containsExactly(
                        json.path("rtoMillis").longValue(),
                        json.path("objectives").path("rtoMillis").longValue(),
                        json.path("rpoMillis").longValue(),
                        json.path("objectives").path("rpoMillis").longValue());
        assertThat(json.path("rtoMillis").longValue()).isEqualTo(120 + 1_234 + 77);
        assertThat(page)
                .contains("<data value=\"" + json.path("rows").longValue() + "\">")
                .contains(json.path("backup").textValue())
                .contains("<td class=\"good\">met</td>");
        assertThat(DrillReport.parse(report.toBytes())).isEqualTo(report);
    }

    @Test
    void plotsShowEveryDrillUntilThisOne() {
        DrillReport report = drill(3, DrillOutcome.PASSED, 9_000, null);
        List<DrillReport> history = List.of(
                drill(4, DrillOutcome.PASSED, 1, null),
                report,
                drill(2, DrillOutcome.FAILED, 5, new Complaint("It broke.", null)),
                drill(1, DrillOutcome.PASSED, 3_000, null));

        String page = DrillPage.of(report, history);

        assertThat(all("data-drill=\"[0-9]+-0000000([0-9])\" data-millis=\"[0-9]+\"", page))
                .as("recovery times of those that recovered, then ages of all data")
                .containsExactly("1", "3", "1", "2", "3");
        assertThat(page)
                .contains("class=\"dot missed\" data-drill=\"20260303020000-00000003\" data-millis=\"9197\"")
                .contains("class=\"objective\"")
                .doesNotContain("00000004");
    }

    @Test
    void failureIsToldAsItWas() {
        DrillReport report =
                drill(1, DrillOutcome.FAILED, 5, new Complaint("Row <key> & 'name' differs.", "look at \"it\"."));

        assertThat(DrillPage.of(report, List.of()))
                .contains("verdict bad")
                .contains("Row &lt;key&gt; &amp; &#39;name&#39; differs.")
                .contains("look at &quot;it&quot;.")
                .doesNotContain("<key>");
    }

    @Test
    void nothingIsLoadedFromElsewhere() {
        assertThat(DrillPage.of(drill(1, DrillOutcome.PASSED, 5, null), List.of()))
                .doesNotContainPattern("(?i)https?:|src=|<script|<link|url\\(|@import")
                .contains("prefers-color-scheme: dark")
                .contains("width=device-width");
    }

    private static DrillReport drill(int day, DrillOutcome outcome, long load, Complaint problem) {
        Instant start = Instant.parse("2026-03-0" + day + "T02:00:00Z");
        return new DrillReport(
                DrillId.of("2026030" + day + "020000-0000000" + day),
                Kind.RESTORE,
                outcome,
                start,
                start.plusSeconds(20),
                "nightly",
                TenantId.of(7),
                BackupId.of("tenant_export_7_20260228020000"),
                start.minus(Duration.ofHours(23)),
                5L,
                new Scratch(Scratch.TENANT, "drill_0000000" + day, List.of(TenantId.of(93)), true),
                List.of(
                        new DrillPhase("open", Duration.ofMillis(120), true),
                        new DrillPhase("load", Duration.ofMillis(load), true),
                        new DrillPhase("verify", Duration.ofMillis(77), true),
                        new DrillPhase("discard", Duration.ofMillis(800), false)),
                4_711,
                Duration.ofHours(23),
                OBJECTIVES,
                problem,
                List.of());
    }

    private static String table(String page, String id) {
        int start = page.indexOf("<table id=\"" + id + "\">");
        return page.substring(start, page.indexOf("</table>", start));
    }

    private static List<Long> values(String html) {
        return all("<data value=\"([0-9]+)\">", html).stream()
                .map(Long::valueOf)
                .toList();
    }

    private static List<String> all(String pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
