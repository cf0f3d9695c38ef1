// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** A report as a table for a terminal. */
public final class TextReport {

    private TextReport() {}

    public static String of(Report report) {
        StringBuilder text = new StringBuilder();
        report.environment().forEach((name, value) -> text.append(name + ": " + value + "\n"));
        for (Report.ProductResults product : report.results()) {
            text.append("\n" + product.product() + "\n\n");
            List<List<String>> lines = new ArrayList<>();
            lines.add(Figures.HEADINGS);
            product.results().forEach(result -> lines.add(Figures.of(result).cells()));
            append(text, lines);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, List<List<String>> lines) {
        for (List<String> line : lines) {
            StringBuilder padded = new StringBuilder();
            for (int i = 0; i < line.size(); i++) {
                String space = " ".repeat(width(lines, i) - line.get(i).length());
                padded.append(Figures.WORDS.contains(i) ? line.get(i) + space : space + line.get(i));
                padded.append("  ");
            }
            text.append(padded.toString().stripTrailing()).append('\n');
        }
    }

    private static int width(List<List<String>> lines, int column) {
        return lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
    }
}
