// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.micro;

import dev.tenantbackup.archive.RowEncoder;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Rows of one of the sample platform's kinds of tables, as many as a block of an archive holds. */
@State(Scope.Benchmark)
public class SampleRows {

    static final int ROWS = 4_096;

    /** What the rows consist of. */
    @Param
    private Kind kind;

    private TableName table;
    private List<Row> rows;
    private List<byte[]> encoded;

    /** Makes the rows, and their form in an archive. */
    @Setup(Level.Trial)
    public void make() {
        table = TableName.of(kind.name().toLowerCase(Locale.ROOT));
        rows = IntStream.range(0, ROWS).mapToObj(kind::row).toList();
        RowEncoder encoder = encoder();
        encoded = rows.stream().map(encoder::encode).toList();
    }

    TableName table() {
        return table;
    }

    List<Column> columns() {
        return kind.columns;
    }

    List<Row> rows() {
        return rows;
    }

    List<byte[]> encoded() {
        return encoded;
    }

    RowEncoder encoder() {
        return new RowEncoder(table, kind.columns, List.of("id"));
    }

    /** A kind of table. */
    public enum Kind {
        /** Mostly numbers, as the lines of an order. */
        NUMBERS(
                Column.of("id", "bigint", ValueForm.NUMBER, false),
                Column.of("order_id", "bigint", ValueForm.NUMBER, false),
                Column.of("item_id", "bigint", ValueForm.NUMBER, true),
                Column.of("name", "varchar(120)", ValueForm.TEXT, false),
                Column.of("quantity", "smallint", ValueForm.NUMBER, false),
                Column.of("unit_price", "numeric(10,2)", ValueForm.NUMBER, false)) {
            @Override
            Row row(int i) {
                String item = i % 7 == 0 ? null : String.valueOf(1_000 + i % 300);
                return Row.of(
                        String.valueOf(200_000 + i),
                        String.valueOf(90_000 + i / 3),
                        item,
                        "Pizza Margherita " + i % 40,
                        String.valueOf(1 + i % 5),
                        i % 90 + ".50");
            }
        },
        /** Texts and a document, as an order: quotes, line ends, letters beyond ASCII. */
        TEXTS(
                Column.of("id", "bigint", ValueForm.NUMBER, false),
                Column.of("status", "varchar(20)", ValueForm.TEXT, false),
                Column.of("items", "jsonb", ValueForm.JSON, false),
                Column.of("placed_at", "timestamptz", ValueForm.TEXT, false),
                Column.of("token", "uuid", ValueForm.UUID, false),
                Column.of("paid", "boolean", ValueForm.BOOLEAN, false),
                Column.of("note", "text", ValueForm.TEXT, true)) {
            @Override
            Row row(int i) {
                String document = "{\"lines\": [{\"item_id\": " + i + ", \"price\": 12.50}, {\"item_id\": 7}]}";
                return Row.of(
                        String.valueOf(200_000 + i),
                        "cancelled",
                        document,
                        String.format(Locale.ROOT, "2026-03-01 12:%02d:00.000001+00", i % 60),
                        String.format(Locale.ROOT, "a0eebc99-9c0b-4ef8-bb6d-%012x", i),
                        i % 2 == 0 ? "true" : "false",
                        i % 3 == 0 ? null : "No \"onions\",\nplease: café №" + i);
            }
        },
        /** Bytes, as a picture's record. */
        BINARY(
                Column.of("id", "bigint", ValueForm.NUMBER, false),
                Column.of("content_type", "varchar(80)", ValueForm.TEXT, false),
                Column.of("data", "bytea", ValueForm.BINARY, false)) {
            @Override
            Row row(int i) {
                return Row.of(
                        String.valueOf(i),
                        "image/png",
                        String.format(Locale.ROOT, "%08x", i).repeat(256));
            }
        };

        private final List<Column> columns;

        Kind(Column... columns) {
            this.columns = List.of(columns);
        }

        abstract Row row(int i);
    }
}
