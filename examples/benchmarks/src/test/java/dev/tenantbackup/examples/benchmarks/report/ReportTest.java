// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tenantbackup.examples.benchmarks.measure.Comparison;
import dev.tenantbackup.examples.benchmarks.measure.Memory;
import dev.tenantbackup.examples.benchmarks.measure.Outcome;
import dev.tenantbackup.examples.benchmarks.measure.Result;
import dev.tenantbackup.examples.benchmarks.measure.Round;
import dev.tenantbackup.examples.benchmarks.measure.Sample;
import dev.tenantbackup.examples.benchmarks.measure.Work;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Report REPORT = new Report(
            Instant.parse("2026-11-23T12:00:00Z"),
            Map.of("Machine", "small & <slow>"),
            List.of(new Report.ProductResults(
                    "PostgreSQL 18",
                    List.of(
                            result("export", 1.5, round(2, 4), round(3, 3), round(2, 2.5)),
                            result("rows-doubled", 2.1, round(1, 9))))));

    @Test
    void theTableShowsMediansAndWhetherTheLimitIsMet() {
        assertThat(TextReport.of(REPORT))
                .contains("Machine: small & <slow>", "PostgreSQL 18")
                .containsPattern("export +base of export +2.00 +3.00 +1.25 +1.50 +met +333,333 +66.7 +5 +80")
                .containsPattern("rows-doubled +base of rows-doubled +1.00 +9.00 +9.00 +2.10 +not met by 329 %");
    }

    @Test
    void theDocumentHoldsEveryRound() throws IOException {
        JsonNode part = new ObjectMapper().readTree(JsonReport.of(REPORT)).at("/products/0/parts/0");

        assertThat(part.get("ratio").asDouble()).isEqualTo(1.25);
        assertThat(part.get("met").asBoolean()).isTrue();
        assertThat(part.get("rounds")).hasSize(3);
        assertThat(part.at("/rounds/0/ratio").asDouble()).isEqualTo(2.0);
        assertThat(part.at("/rounds/1/baseline/seconds").asDouble()).isEqualTo(3.0);
        assertThat(part.at("/rounds/2/ours/peakResidentBytes").asLong()).isEqualTo(80_000_000);
    }

    @Test
    void thePageNeedsNothingBesidesItselfAndShowsWordsAsTheyAre() {
        String page = HtmlReport.of(REPORT);

        assertThat(page).contains("small &amp; &lt;slow>", "1.25 of 1.50, met", "→ 9.00 of 2.10, not met by 329 %");
        assertThat(page.split("<svg", -1)).as("ratios, and what doubling did").hasSize(1 + 2);
        assertThat(page).doesNotContain("<script", "http", "src=", "@import");
    }

    private static Result result(String id, double limit, Round... rounds) {
        return new Result(new Comparison(id, limit, named("base of " + id), named("ours of " + id)), List.of(rounds));
    }

    private static Round round(double baseline, double ours) {
        return new Round(sample(baseline), sample(ours));
    }

    private static Sample sample(double seconds) {
        return new Sample(
                seconds,
                new Outcome(1_000_000, 200_000_000, 0),
                new Memory.Peak(5_000_000, OptionalLong.of(80_000_000)));
    }

    private static Work named(String name) {
        return new Work() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Outcome run() {
                throw new AssertionError("nothing is run");
            }
        };
    }
}
