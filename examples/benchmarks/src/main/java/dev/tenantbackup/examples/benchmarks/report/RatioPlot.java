// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.report;

import dev.tenantbackup.examples.benchmarks.measure.Result;
import dev.tenantbackup.examples.benchmarks.measure.Round;
import java.util.List;
import java.util.Locale;

/**
 * One bar for each part: its ratio as a share of what it may be, so that one line marks the limit of all. Dots are the
 * rounds. A bar that is longer than the plot ends in an arrow.
 */
final class RatioPlot {

    private static final int LEFT = 170;
    private static final int WIDTH = 440;
    private static final int RIGHT = 190;
    private static final int LINE = 26;
    private static final int TOP = 24;
    private static final double WIDEST = 3;

    private RatioPlot() {}

    static String of(List<Result> results) {
        int height = TOP + results.size() * LINE;
        double scale =
                WIDTH / results.stream().mapToDouble(RatioPlot::longest).max().orElse(1);
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Ratios as shares of their limits\">%n",
                LEFT + WIDTH + RIGHT,
                height + 8));
        for (int i = 0; i < results.size(); i++) {
            append(svg, results.get(i), TOP + i * LINE, scale);
        }
        double limit = LEFT + scale;
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"limit\" x1=\"%1$.1f\" y1=\"%2$d\" x2=\"%1$.1f\" y2=\"%3$d\"/>%n",
                limit,
                TOP - 6,
                height));
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"12\" text-anchor=\"middle\">limit</text>%n</svg>%n", limit));
        return svg.toString();
    }

    /** How far a part reaches, in limits. */
    private static double longest(Result result) {
        double furthest =
                result.rounds().stream().mapToDouble(Round::ratio).max().orElse(0);
        return Math.min(WIDEST, Math.max(1.1, furthest / result.comparison().limit()));
    }

    private static void append(StringBuilder svg, Result result, int top, double scale) {
        double limit = result.comparison().limit();
        double length = Math.min(WIDEST, result.ratio() / limit) * scale;
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n",
                LEFT - 8,
                top + 15,
                result.comparison().id()));
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>%n",
                result.met() ? "met" : "missed",
                LEFT,
                top + 3,
                length,
                LINE - 9));
        for (Round round : result.rounds()) {
            double x = LEFT + Math.min(WIDEST, round.ratio() / limit) * scale;
            svg.append(String.format(
                    Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\"/>%n", x, top + 3 + (LINE - 9) / 2.0));
        }
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\">%s%s of %s, %s</text>%n",
                LEFT + WIDTH + 8,
                top + 15,
                result.ratio() / limit > WIDEST ? "→ " : "",
                Figures.ratio(result.ratio()),
                Figures.ratio(limit),
                Figures.verdict(result)));
    }
}
