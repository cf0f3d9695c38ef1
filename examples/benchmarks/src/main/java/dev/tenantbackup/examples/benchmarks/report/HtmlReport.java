// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.report;

import dev.tenantbackup.examples.benchmarks.measure.Result;
import java.util.List;
import java.util.Map;

/** A report as one page that needs nothing besides itself: no script, no picture, no font. */
public final class HtmlReport {

    /** Parts that show what becomes of the time when something doubles, and how many times of it that should be. */
    private static final Map<String, Double> GROWTH = Map.of("rows-doubled", 2.0, "bystanders-doubled", 1.0);

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>tenant-backup: benchmark</title>
            <style>
            :root { color-scheme: light dark; --text: #1c2126; --paper: #ffffff; --faint: #d5dae0; --met: #7cb8a0;
              --missed: #e0997a; --dot: #1c2126; }
            @media (prefers-color-scheme: dark) { :root { --text: #e4e7ea; --paper: #16191d; --faint: #3a4149;
              --met: #3f7d66; --missed: #a8583a; --dot: #f2f4f6; } }
            body { font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--paper);
              max-width: 1100px; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; }
            .wide { overflow-x: auto; }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 13px; }
            th, td { padding: .25rem .6rem .25rem 0; text-align: right; border-bottom: 1px solid var(--faint);
              white-space: nowrap; }
            th { font-weight: 600; } .word { text-align: left; }
            svg { width: 100%; max-width: 800px; height: auto; font: 12px system-ui, sans-serif; }
            svg.growth { max-width: 560px; }
            svg text { fill: var(--text); } svg circle { fill: var(--dot); }
            .met { fill: var(--met); } .missed { fill: var(--missed); }
            .limit { stroke: var(--text); stroke-width: 1.5; } .axis { stroke: var(--faint); stroke-width: 1; }
            .measured { stroke: var(--text); stroke-width: 2; }
            .expected { stroke: var(--text); stroke-width: 1; stroke-dasharray: 5 4; }
            </style>
            </head>
            <body>
            """;

    private HtmlReport() {}

    public static String of(Report report) {
        StringBuilder page = new StringBuilder(HEAD);
        page.append("<h1>tenant-backup beside the plainest SQL</h1>\n");
        page.append("<p>How many times as long each operation takes as the baseline that is named beside it,"
                + " measured in the same run. Ratios are medians of the rounds.</p>\n");
        page.append("<div class=\"wide\"><table>\n");
        page.append("<tr><td class=\"word\">Measured</td><td class=\"word\">" + report.measuredAt() + "</td></tr>\n");
        report.environment()
                .forEach((name, value) -> page.append("<tr><td class=\"word\">" + escaped(name)
                        + "</td><td class=\"word\">" + escaped(value) + "</td></tr>\n"));
        page.append("</table></div>\n");
        report.results().forEach(product -> append(page, product));
        return page.append("</body>\n</html>\n").toString();
    }

    private static void append(StringBuilder page, Report.ProductResults product) {
        page.append("<h2>" + escaped(product.product()) + "</h2>\n");
        page.append(RatioPlot.of(product.results()));
        page.append("<p>Each bar is a ratio as a share of its limit; dots are the rounds.</p>\n");
        page.append("<div class=\"wide\"><table>\n<tr>" + cells("th", Figures.HEADINGS) + "</tr>\n");
        product.results()
                .forEach(result ->
                        page.append("<tr>" + cells("td", Figures.of(result).cells()) + "</tr>\n"));
        page.append("</table></div>\n");
        for (Result result : product.results()) {
            Double expected = GROWTH.get(result.comparison().id());
            if (expected != null) {
                page.append("<h3>" + escaped(result.comparison().id()) + "</h3>\n");
                page.append(GrowthPlot.of(result, expected));
                page.append(
                        "<p>Dots are the rounds, the line joins their medians; the dashed line is what it should be.</p>\n");
            }
        }
    }

    private static String cells(String element, List<String> values) {
        StringBuilder cells = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            String kind = Figures.WORDS.contains(i) ? " class=\"word\"" : "";
            cells.append("<" + element + kind + ">" + escaped(values.get(i)) + "</" + element + ">");
        }
        return cells.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
