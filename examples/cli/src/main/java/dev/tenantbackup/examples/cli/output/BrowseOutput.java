// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenantbackup.browse.BrowsedTable;
import dev.tenantbackup.browse.TableDifference;
import dev.tenantbackup.model.Row;
import java.util.List;
import java.util.Objects;

/** What a look into backups shows, as documents and for people; values are texts as the archive writes them. */
public final class BrowseOutput {

    private BrowseOutput() {}

    /** {@code {tables[{table, rows, columns[], key[]}]}}. */
    public static ObjectNode tablesDocument(List<BrowsedTable> tables) {
        ObjectNode document = Json.object();
        document.set("tables", Json.array(tables, BrowseOutput::table));
        return document;
    }

    private static ObjectNode table(BrowsedTable table) {
        ObjectNode node = Json.object();
        node.put("table", table.name().toString());
        node.put("rows", table.rows());
        node.set("columns", Json.texts(table.columns()));
        node.set("key", Json.texts(table.keyColumns()));
        return node;
    }

    public static String tablesText(List<BrowsedTable> tables, Style style) {
        TextTable text = TextTable.withHeaders("table", ">rows", "key");
        tables.forEach(table -> text.row(
                table.name().toString(), Quantities.count(table.rows()), String.join(", ", table.keyColumns())));
        return text.render(style);
    }

    /** {@code {table, total, rows[]}}, each row an object of texts. */
    public static ObjectNode rowsDocument(BrowsedTable table, List<Row> rows) {
        ObjectNode document = Json.object();
        document.put("table", table.name().toString());
        document.put("total", table.rows());
        document.set("rows", Json.array(rows, row -> {
            ObjectNode node = Json.object();
            for (int i = 0; i < table.columns().size(); i++) {
                node.put(table.columns().get(i), row.value(i));
            }
            return node;
        }));
        return document;
    }

    public static String rowsText(BrowsedTable table, List<Row> rows, Style style) {
        TextTable text = TextTable.withHeaders(table.columns().toArray(new String[0]));
        for (Row row : rows) {
            String[] cells = new String[row.size()];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = Objects.requireNonNullElse(row.value(i), "NULL");
            }
            text.row(cells);
        }
        return text.render(style)
                + style.dim(Quantities.count(rows.size(), "row") + " of " + Quantities.count(table.rows())) + "\n";
    }

    /** {@code {tables[{table, inserted, updated, deleted, insertedKeys[], updatedKeys[], deletedKeys[], notes[]}]}}. */
    public static ObjectNode differenceDocument(List<TableDifference> tables) {
        ObjectNode document = Json.object();
        document.set("tables", Json.array(tables, difference -> {
            ObjectNode node = Json.object();
            node.put("table", difference.table().toString());
            node.put("inserted", difference.inserted());
            node.put("updated", difference.updated());
            node.put("deleted", difference.deleted());
            node.set("insertedKeys", Json.array(difference.insertedKeys(), Json::key));
            node.set("updatedKeys", Json.array(difference.updatedKeys(), Json::key));
            node.set("deletedKeys", Json.array(difference.deletedKeys(), Json::key));
            node.set("notes", Json.texts(difference.notes()));
            return node;
        }));
        return document;
    }

    public static String differenceText(List<TableDifference> tables, Style style) {
        List<TableDifference> changed =
                tables.stream().filter(table -> !table.isEmpty()).toList();
        if (changed.isEmpty()) {
            return "Nothing changed.\n";
        }
        TextTable text = TextTable.withHeaders("table", ">inserted", ">updated", ">deleted", "some keys");
        changed.forEach(table -> text.row(
                table.table().toString(),
                Quantities.countOrDash(table.inserted()),
                Quantities.countOrDash(table.updated()),
                Quantities.countOrDash(table.deleted()),
                keys("+", table.insertedKeys()) + keys("~", table.updatedKeys()) + keys("-", table.deletedKeys())));
        StringBuilder all = new StringBuilder(text.render(style));
        changed.forEach(table -> table.notes()
                .forEach(note ->
                        all.append(table.table()).append(": ").append(note).append('\n')));
        return all.toString();
    }

    private static String keys(String sign, List<?> keys) {
        StringBuilder text = new StringBuilder();
        keys.stream().limit(3).forEach(key -> text.append(sign).append(key).append(' '));
        return text.toString();
    }
}
