// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drill.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One measure over past drills as an SVG drawing: a dot for each drill, oldest to the left, and a line for the objective.
 * Drills that did not measure it keep their place without a dot.
 */
final class HistoryPlot {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 200;
    private static final int LEFT = 96;
    private static final int RIGHT = 12;
    private static final int TOP = 14;
    private static final int BOTTOM = 30;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String name;
    private final List<Point> points;
    private final Optional<Duration> objective;
    private final double top;

    /** @param points oldest first, at least one */
    HistoryPlot(String name, List<Point> points, Optional<Duration> objective) {
        this.name = name;
        this.points = points;
        this.objective = objective;
        long greatest = points.stream()
                .flatMap(point -> point.measured().stream())
                .mapToLong(Duration::toMillis)
                .max()
                .orElse(1);
        top = Math.max(1, Math.max(greatest, objective.map(Duration::toMillis).orElse(0L)) * 1.1);
    }

    String svg() {
        StringBuilder svg = new StringBuilder();
        svg.append("<svg class=\"plot\" viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(HEIGHT);
        svg.append("\" role=\"img\" aria-label=\"").append(name).append(" over past drills\">\n");
        for (int part = 0; part <= 2; part++) {
            grid(svg, top / 2 * part);
        }
        objective.ifPresent(value -> objective(svg, value));
        line(svg);
        for (int i = 0; i < points.size(); i++) {
            dot(svg, i);
        }
        label(svg, LEFT, "start", points.get(0));
        if (points.size() > 1) {
            label(svg, WIDTH - RIGHT, "end", points.get(points.size() - 1));
        }
        return svg.append("</svg>\n").toString();
    }

    private void grid(StringBuilder svg, double millis) {
        int y = y(millis);
        svg.append("<path class=\"grid\" d=\"M").append(LEFT).append(' ').append(y);
        svg.append('H').append(WIDTH - RIGHT).append("\"/>");
        svg.append("<text x=\"")
                .append(LEFT - 8)
                .append("\" y=\"")
                .append(y + 4)
                .append("\" text-anchor=\"end\">");
        svg.append(Figures.words(Duration.ofMillis(Math.round(millis)))).append("</text>\n");
    }

    private void objective(StringBuilder svg, Duration value) {
        int y = y((double) value.toMillis());
        svg.append("<path class=\"objective\" d=\"M").append(LEFT).append(' ').append(y);
        svg.append('H').append(WIDTH - RIGHT).append("\"><title>objective ").append(Figures.words(value));
        svg.append("</title></path>\n");
    }

    private void line(StringBuilder svg) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < points.size(); i++) {
            if (points.get(i).measured().isPresent()) {
                path.append(path.isEmpty() ? "M" : "L").append(x(i)).append(' ');
                path.append(y((double) points.get(i).measured().get().toMillis()));
            }
        }
        svg.append("<path class=\"line\" d=\"").append(path).append("\"/>\n");
    }

    private void dot(StringBuilder svg, int i) {
        Point point = points.get(i);
        point.measured().ifPresent(value -> {
            boolean missed = objective.isPresent() && value.compareTo(objective.get()) > 0;
            svg.append("<circle class=\"").append(missed ? "dot missed" : "dot").append("\" data-drill=\"");
            svg.append(point.drill())
                    .append("\" data-millis=\"")
                    .append(value.toMillis())
                    .append("\" cx=\"");
            svg.append(x(i))
                    .append("\" cy=\"")
                    .append(y((double) value.toMillis()))
                    .append("\" r=\"4\"><title>");
            svg.append(point.drill()).append(": ").append(Figures.words(value)).append("</title></circle>\n");
        });
    }

    private static void label(StringBuilder svg, int x, String anchor, Point point) {
        svg.append("<text x=\"").append(x).append("\" y=\"").append(HEIGHT - 8).append("\" text-anchor=\"");
        svg.append(anchor).append("\">").append(DAY.format(point.at())).append("</text>\n");
    }

    private int x(int i) {
        int room = WIDTH - LEFT - RIGHT - 12;
        return LEFT + 6 + (points.size() == 1 ? room / 2 : (int) Math.round((double) room * i / (points.size() - 1)));
    }

    private int y(double millis) {
        return (int) Math.round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * Math.min(1, millis / top));
    }

    /**
     * One drill.
     *
     * @param drill its id
     * @param at when it began
     * @param measured what it measured, if it did
     */
    record Point(String drill, Instant at, Optional<Duration> measured) {}
}
