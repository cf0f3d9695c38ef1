// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.report;

import dev.tenantbackup.examples.benchmarks.measure.Result;
import dev.tenantbackup.examples.benchmarks.measure.Round;
import dev.tenantbackup.examples.benchmarks.measure.Sample;
import java.util.List;
import java.util.Locale;

/** The figures of a result as people read them, in the columns of a table. */
record Figures(List<String> cells) {

    static final List<String> HEADINGS = List.of(
            "part",
            "held against",
            "seconds of it",
            "ours",
            "ratio",
            "at most",
            "",
            "rows/s",
            "MB/s",
            "heap MB",
            "RSS MB");

    /** The columns that hold words; all others are figures, and end at the same place. */
    static final List<Integer> WORDS = List.of(0, 1, 6);

    static Figures of(Result result) {
        return new Figures(List.of(
                result.comparison().id(),
                result.comparison().baseline().name(),
                number("%.2f", result.median(Round::baseline, Sample::seconds)),
                number("%.2f", result.median(Round::ours, Sample::seconds)),
                ratio(result.ratio()),
                ratio(result.comparison().limit()),
                verdict(result),
                number("%,.0f", result.median(Round::ours, Sample::rowsPerSecond)),
                number("%.1f", result.median(Round::ours, Sample::megabytesPerSecond)),
                number(
                        "%.0f",
                        result.median(Round::ours, sample -> sample.memory().heapBytes()) / 1e6),
                number("%.0f", result.median(Round::ours, Figures::resident) / 1e6)));
    }

    private static double resident(Sample sample) {
        return sample.memory().residentBytes().orElse(0);
    }

    /** Whether the limit is met; if not, by how much the ratio is beyond it. */
    static String verdict(Result result) {
        double beyond = result.ratio() / result.comparison().limit() - 1;
        return result.met() ? "met" : number("not met by %.0f %%", Math.ceil(100 * beyond));
    }

    static String ratio(double value) {
        return number("%.2f", value);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
