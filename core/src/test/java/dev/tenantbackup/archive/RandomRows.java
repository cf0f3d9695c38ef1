// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.model.Row;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tables and rows at random, the awkward ones more often than the ordinary ones. The same seed gives the same. */
public final class RandomRows {

    private static final List<ValueForm> FORMS = List.of(
            ValueForm.NUMBER, ValueForm.BOOLEAN, ValueForm.TEXT, ValueForm.UUID, ValueForm.BINARY, ValueForm.JSON);
    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "12.50",
            "1E+3",
            "1e-7",
            "-0.0",
            "NaN",
            "Infinity",
            "-Infinity",
            "007",
            "+1",
            ".5",
            "1.",
            "9223372036854775808",
            "0.1000000000000000000000000000000000001",
            "00042",
            "1E400");
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "null",
            "NULL",
            "\u0000",
            "\n",
            "\r\n",
            "\t\b\f\u001F\u007F",
            "\"",
            "\\",
            "\\u0041",
            "/",
            "a\u0301",
            "\u00E1",
            "\u2028\u2029",
            "\uFFFD",
            "\uFEFF",
            "\uD83D\uDE00",
            "\uDBFF\uDFFF",
            "{\"a\": 12.50, \"a\": 1}",
            "[]",
            "</script>",
            "'; --",
            "2026-03-01 02:00:00.123456+00",
            "a  ");

    private final Random random;

    public RandomRows(long seed) {
        this.random = new Random(seed);
    }

    public List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int count = 1 + random.nextInt(12);
        while (columns.size() < count) {
            String name = random.nextInt(4) == 0 ? text() : "c" + columns.size();
            if (!name.isEmpty() && names.add(name)) {
                columns.add(Column.of(name, "type", FORMS.get(random.nextInt(FORMS.size())), true));
            }
        }
        return columns;
    }

    public List<Row> rows(List<Column> columns, int count) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row(columns));
        }
        return rows;
    }

    public Row row(List<Column> columns) {
        @Nullable String[] values = new @Nullable String[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(8) == 0 ? null : value(columns.get(i).form());
        }
        return Row.of(values);
    }

    /** True once in so many times, on average. */
    public boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    public int upTo(int greatest) {
        return random.nextInt(greatest + 1);
    }

    /** A JSON document, with white space wherever the grammar allows it, and names that tests ask for now and then. */
    public String document() {
        return space() + node(4) + space();
    }

    private String node(int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> pick(List.of("0", "-0", "7", "42", "-1", "12.50", "1E+3", "1e-7", "9223372036854775808"));
            case 1 -> pick(List.of("true", "false", "null"));
            case 2, 3 -> string();
            case 4 -> nodes("[", "]", () -> node(depth - 1));
            default -> nodes("{", "}", () -> string() + space() + ":" + space() + node(depth - 1));
        };
    }

    private String nodes(String open, String close, Supplier<String> node) {
        StringJoiner nodes = new StringJoiner(space() + "," + space(), open + space(), space() + close);
        for (int i = random.nextInt(4); i > 0; i--) {
            nodes.add(node.get());
        }
        return nodes.toString();
    }

    private String string() {
        return pick(List.of(
                "\"id\"",
                "\"\\u0069d\"",
                "\"items\"",
                "\"\"",
                "\"42\"",
                "\"caf\u00E9\"",
                "\"caf\\u00e9\"",
                "\"\\/\\\\\\\"\\n\"",
                "\"[{}],:\"",
                "\"\uD83D\uDE00\\uD83D\\uDE00\""));
    }

    private String space() {
        return pick(List.of("", "", "", " ", "\t", "\r\n", "  "));
    }

    private String value(ValueForm form) {
        return switch (form) {
            case NUMBER -> random.nextBoolean() ? pick(NUMBERS) : number();
            case BOOLEAN -> String.valueOf(random.nextBoolean());
            case UUID -> new UUID(random.nextLong(), random.nextLong()).toString();
            case BINARY -> HexFormat.of().formatHex(bytes());
            case TEXT, JSON -> text();
            case UNSUPPORTED -> throw new IllegalArgumentException("no values of an unsupported form");
        };
    }

    private String number() {
        StringBuilder digits = new StringBuilder(random.nextBoolean() ? "-" : "");
        digits.append(1 + random.nextInt(9));
        for (int i = random.nextInt(30); i > 0; i--) {
            digits.append(random.nextInt(10));
        }
        if (random.nextBoolean()) {
            digits.append('.').append(random.nextInt(10)).append("0".repeat(random.nextInt(4)));
        }
        return digits.toString();
    }

    private String text() {
        StringBuilder text = new StringBuilder(pick(TEXTS));
        // Now and then longer than any buffer's first size, and with a surrogate pair at its edge.
        int length = random.nextInt(40) == 0 ? 4090 + random.nextInt(20) : random.nextInt(20);
        while (text.length() < length) {
            text.appendCodePoint(codePoint());
        }
        return text.append(pick(TEXTS)).toString();
    }

    private int codePoint() {
        int codePoint =
                switch (random.nextInt(4)) {
                    case 0 -> random.nextInt(0x80);
                    case 1 -> random.nextInt(0x800);
                    case 2 -> random.nextInt(0x10000);
                    default -> random.nextInt(0x110000);
                };
        return codePoint >= 0xD800 && codePoint <= 0xDFFF ? 'x' : codePoint;
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return bytes;
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
