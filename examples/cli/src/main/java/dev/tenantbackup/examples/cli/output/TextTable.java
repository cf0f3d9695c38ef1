// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in aligned columns under a header: numbers to the right, words to the left. */
final class TextTable {

    private static final String GAP = "  ";

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    private TextTable(List<Column> columns) {
        this.columns = columns;
    }

    /** Begins a table; a header that starts with {@code >} has its column aligned to the right. */
    static TextTable withHeaders(String... headers) {
        List<Column> columns = new ArrayList<>();
        for (String header : headers) {
            boolean right = header.startsWith(">");
            columns.add(new Column(right ? header.substring(1) : header, right));
        }
        return new TextTable(List.copyOf(columns));
    }

    TextTable row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        rows.add(List.of(cells));
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Every line with a line feed behind it; the header dimmed. */
    String render(Style style) {
        int[] widths = widths();
        StringBuilder text = new StringBuilder();
        List<String> headers = columns.stream().map(Column::header).toList();
        text.append(style.dim(line(headers, widths))).append('\n');
        for (List<String> row : rows) {
            text.append(line(row, widths)).append('\n');
        }
        return text.toString();
    }

    private int[] widths() {
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = width(columns.get(i).header());
            for (List<String> row : rows) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        return widths;
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            String blanks = " ".repeat(widths[i] - width(cell));
            line.append(i == 0 ? "" : GAP).append(columns.get(i).right() ? blanks + cell : cell + blanks);
        }
        return line.toString().stripTrailing();
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }

    private record Column(String header, boolean right) {}
}
