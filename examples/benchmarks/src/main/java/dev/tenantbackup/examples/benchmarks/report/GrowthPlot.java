// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.report;

import dev.tenantbackup.examples.benchmarks.measure.Result;
import dev.tenantbackup.examples.benchmarks.measure.Round;
import dev.tenantbackup.examples.benchmarks.measure.Sample;
import java.util.Locale;

/**
 * What becomes of the time when something doubles: two points, and as a dashed line what it should be. Each round is a
 * dot, the line joins the medians.
 */
final class GrowthPlot {

    private static final int WIDTH = 480;
    private static final int HEIGHT = 220;
    private static final int LEFT = 60;
    private static final int TOP = 20;

    private GrowthPlot() {}

    /**
     * A plot.
     *
     * @param expected how many times the time of the first point the second one should take
     */
    static String of(Result result, double expected) {
        double first = result.median(Round::baseline, Sample::seconds);
        double second = result.median(Round::ours, Sample::seconds);
        double scale = HEIGHT / (1.2 * Math.max(highest(result), first * expected));
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg class=\"growth\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
                LEFT + WIDTH + 20,
                TOP + HEIGHT + 40,
                result.comparison().id()));
        line(svg, "axis", LEFT, y(0, scale), LEFT + WIDTH, y(0, scale));
        line(svg, "axis", LEFT, TOP, LEFT, y(0, scale));
        line(svg, "expected", x(1), y(first, scale), x(2), y(first * expected, scale));
        line(svg, "measured", x(1), y(first, scale), x(2), y(second, scale));
        for (Round round : result.rounds()) {
            dot(svg, x(1), y(round.baseline().seconds(), scale));
            dot(svg, x(2), y(round.ours().seconds(), scale));
        }
        label(svg, LEFT, TOP - 6, "seconds");
        label(svg, x(1), y(0, scale) + 18, result.comparison().baseline().name());
        label(svg, x(2), y(0, scale) + 18, result.comparison().ours().name());
        beside(svg, x(1) - 10, y(first, scale), "end", first);
        beside(svg, x(2) + 10, y(second, scale), "start", second);
        return svg.append("</svg>\n").toString();
    }

    private static double highest(Result result) {
        return result.rounds().stream()
                .mapToDouble(round ->
                        Math.max(round.baseline().seconds(), round.ours().seconds()))
                .max()
                .orElse(1);
    }

    private static double x(int point) {
        return LEFT + WIDTH * (point * 0.5 - 0.25);
    }

    private static double y(double seconds, double scale) {
        return TOP + HEIGHT - seconds * scale;
    }

    private static void line(StringBuilder svg, String kind, double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                kind,
                x1,
                y1,
                x2,
                y2));
    }

    private static void dot(StringBuilder svg, double x, double y) {
        svg.append(String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>%n", x, y));
    }

    /** A time, beside its dots, where no line goes. */
    private static void beside(StringBuilder svg, double x, double y, String anchor, double seconds) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%.2f s</text>%n",
                x,
                y + 4,
                anchor,
                seconds));
    }

    private static void label(StringBuilder svg, double x, double y, String text) {
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>%n", x, y, text));
    }
}
