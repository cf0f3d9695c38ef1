// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.report;

import dev.tenantbackup.examples.benchmarks.measure.Result;
import dev.tenantbackup.examples.benchmarks.measure.Round;
import dev.tenantbackup.examples.benchmarks.measure.Sample;
import java.util.Locale;
import java.util.Map;

/** A report as a table for a terminal. */
public final class TextReport {

    private static final String LINE = "%-18s %-30s %9s %9s %7s %6s %-8s %11s %7s %7s %7s%n";

    private TextReport() {}

    public static String of(Report report) {
        StringBuilder text = new StringBuilder();
        report.environment().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> text.append(entry.getKey() + ": " + entry.getValue() + "\n"));
        for (Report.ProductResults product : report.results()) {
            text.append("\n" + product.product() + "\n");
            text.append(String.format(
                    Locale.ROOT,
                    LINE,
                    "part",
                    "held against",
                    "base s",
                    "ours s",
                    "ratio",
                    "limit",
                    "",
                    "rows/s",
                    "MB/s",
                    "heap MB",
                    "RSS MB"));
            product.results().forEach(result -> text.append(line(result)));
        }
        return text.toString();
    }

    private static String line(Result result) {
        return String.format(
                Locale.ROOT,
                LINE,
                result.comparison().id(),
                result.comparison().baseline().name(),
                number("%.2f", result.median(Round::baseline, Sample::seconds)),
                number("%.2f", result.median(Round::ours, Sample::seconds)),
                number("%.2f", result.ratio()),
                number("%.2f", result.comparison().limit()),
                result.met() ? "met" : "not met",
                number("%,.0f", result.median(Round::ours, Sample::rowsPerSecond)),
                number("%.1f", result.median(Round::ours, Sample::megabytesPerSecond)),
                number(
                        "%.0f",
                        result.median(Round::ours, sample -> sample.memory().heapBytes()) / 1e6),
                number(
                        "%.0f",
                        result.median(
                                        Round::ours,
                                        sample ->
                                                sample.memory().residentBytes().orElse(0))
                                / 1e6));
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
