// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The values that columns are filled with, small enough to be combined. */
public final class Values {

    private static final long MICROS_PER_MINUTE = 60_000_000L;
    private static final long MICROS_OF_A_YEAR = 365L * 24 * 60 * MICROS_PER_MINUTE;

    private Values() {}

    /** A SQL expression that all products understand; {@code t} is the tenant's number, {@code k} the row's. */
    public static Value sql(String expression) {
        return row -> expression;
    }

    /** A text literal. */
    public static Value literal(String text) {
        return row -> quoted(text);
    }

    /** Null in every row. */
    public static Value nothing() {
        return row -> "NULL";
    }

    /** The tenant's number, which is the restaurant's id. */
    public static Value tenantNumber() {
        return RowScope::tenant;
    }

    /** The value, but null in the platform's own rows. */
    public static Value unlessPlatform(Value value) {
        return row -> "CASE WHEN " + row.tenant() + " = 0 THEN NULL ELSE " + value.sql(row) + " END";
    }

    /** The row's number within its tenant and table, from 0; from 1 for rows of the platform. */
    public static Value rowNumber() {
        return RowScope::index;
    }

    /** An id such that one tenant's ids lie between the other tenants' ids. */
    public static Value interleavedId() {
        return row -> "(" + row.index() + " * " + row.stride() + " + " + row.tenant() + ")";
    }

    /** An id of a table that all tenants share: 1, 2, 3 …, since the platform's own rows are numbered from 1. */
    public static Value sharedId() {
        return rowNumber();
    }

    /** The {@code id} of a row of that table; the tenant's rows there are taken in turn. */
    public static Value keyOf(String table) {
        return columnOf(table, "id", rowNumber());
    }

    /** The {@code id} of the row of that table with this number, counted round. */
    public static Value keyOf(String table, Value index) {
        return columnOf(table, "id", index);
    }

    /** A column's value in the row of that table with this number, counted round. */
    public static Value columnOf(String table, String column, Value index) {
        return row -> {
            long count = row.count(table);
            if (count == 0) {
                long shared = row.schema().table(table).rows().platform();
                return row.valueOf(table, column, "(" + index.sql(row) + " % " + shared + " + 1)");
            }
            return row.valueOf(table, column, "(" + index.sql(row) + " % " + count + ")");
        };
    }

    /** How many times the rows of that table have been gone through: with {@link #keyOf} it makes a unique pair. */
    public static Value roundOf(String table) {
        return row -> row.functions().divide(row.index(), String.valueOf(row.count(table)));
    }

    /** The number of the row of that table whose turn it is: what {@link #keyOf} takes. */
    public static Value turnOf(String table) {
        return row -> "(" + row.index() + " % " + row.count(table) + ")";
    }

    /** A whole-number quotient. */
    public static Value divided(Value dividend, long divisor) {
        return row -> row.functions().divide(dividend.sql(row), String.valueOf(divisor));
    }

    /** A sum. */
    public static Value plus(Value left, Value right) {
        return row -> "(" + left.sql(row) + " + " + right.sql(row) + ")";
    }

    /** A sum with a number. */
    public static Value plus(Value left, long right) {
        return row -> "(" + left.sql(row) + " + " + right + ")";
    }

    /** A product with a number. */
    public static Value scaled(Value value, long factor) {
        return row -> "(" + value.sql(row) + " * " + factor + ")";
    }

    /** A number from low to high, both included. */
    public static Value number(long low, long high) {
        return row -> "(" + low + " + " + row.scrambled() + " % " + (high - low + 1) + ")";
    }

    /** An amount of money with two decimals, from cents. */
    public static Value money(long lowCents, long highCents) {
        return row -> "(" + number(lowCents, highCents).sql(row) + " * 0.01)";
    }

    /** A decimal whose scale changes from row to row: 12, 12.5, 12.50, 12.500. */
    public static Value unscaled(long low, long high) {
        return concat(number(low, high), pick("", ".5", ".50", ".500", ".0"));
    }

    /** One of these texts, in turn by scrambled number. */
    public static Value pick(String... texts) {
        return row -> choice(row.scrambled() + " % " + texts.length, quotedAll(texts));
    }

    /** One of these texts, in turn by row number. */
    public static Value inTurn(String... texts) {
        return inTurn(rowNumber(), texts);
    }

    /** One of these texts, in turn by a number of choice. */
    public static Value inTurn(Value number, String... texts) {
        return row -> choice(number.sql(row) + " % " + texts.length, quotedAll(texts));
    }

    /** One of these values, in turn by row number. */
    public static Value oneOf(Value... values) {
        return row -> choice(
                row.index() + " % " + values.length,
                Stream.of(values).map(value -> value.sql(row)).toList());
    }

    /** True but for one row in so many. */
    public static Value mostly(int period) {
        return row -> "(" + row.scrambled() + " % " + period + " <> 0)";
    }

    /** The value, but null in one row of so many. */
    public static Value nullEvery(int period, Value value) {
        return when("% " + period + " = " + (period / 2), nothing(), value);
    }

    /** The value in one row of so many, else null. */
    public static Value onlyEvery(int period, Value value) {
        return when("% " + period + " = " + (period / 2), value, nothing());
    }

    /** The first value where the row's number satisfies the condition written after it, else the second. */
    public static Value when(String conditionOnRowNumber, Value then, Value otherwise) {
        return row -> "CASE WHEN " + row.index() + " " + conditionOnRowNumber + " THEN " + then.sql(row) + " ELSE "
                + otherwise.sql(row) + " END";
    }

    /** Texts, and values turned into text, one after the other. */
    public static Value concat(Object... parts) {
        return row -> Stream.of(parts)
                .map(part -> part instanceof Value value ? value.sql(row) : quoted(String.valueOf(part)))
                .collect(Collectors.joining(", ", "concat('', ", ")"));
    }

    /** A text many times over. */
    public static Value repeated(Value text, Value times) {
        return row -> "repeat(" + text.sql(row) + ", CAST(" + times.sql(row) + " AS integer))";
    }

    /** The text of a universally unique identifier (version 4, as MariaDB checks that), the same for the same row. */
    public static Value uuid(String label) {
        return row -> {
            String digits = token(label).sql(row);
            return "concat(substr(" + digits + ", 1, 8), '-', substr(" + digits + ", 9, 4), '-4b1d-9', substr(" + digits
                    + ", 13, 3), '-', substr(" + digits + ", 16, 12))";
        };
    }

    /** 32 hexadecimal digits that no other row of any tenant has under this label. */
    public static Value token(String label) {
        return row -> row.functions()
                .md5(concat(label + "-" + row.seed() + "-", tenantNumber(), "-", rowNumber())
                        .sql(row));
    }

    /** 32 hexadecimal digits that hide a secret of this row. */
    public static Value hashed(String label) {
        return row -> row.functions().md5(concat(label, rowNumber()).sql(row));
    }

    /** 32 bytes: a digest of the text. */
    public static Value digest(Value text) {
        return row -> row.functions().sha256(text.sql(row));
    }

    /** The text's bytes. */
    public static Value utf8(Value text) {
        return row -> row.functions().utf8(text.sql(row));
    }

    /** Bytes written as hexadecimal digits. */
    public static Value bytes(String hex) {
        return row -> row.functions().bytes(hex);
    }

    /** A date in 2025 or later. */
    public static Value day(int firstDay, int days) {
        return row ->
                row.functions().date(number(firstDay, firstDay + days - 1L).sql(row));
    }

    /** A time of day, to the second. */
    public static Value clock(int fromHour, int toHour) {
        return row ->
                row.functions().time(number(fromHour * 3600L, toHour * 3600L).sql(row));
    }

    /** A point in time a minute after the row before, to the microsecond, within 2025. */
    public static Value moment() {
        return row -> row.functions().instant(micros(row));
    }

    /** The same without a zone. */
    public static Value localMoment() {
        return row -> row.functions().timestamp(micros(row));
    }

    private static String micros(RowScope row) {
        return "(" + row.index() + " * " + MICROS_PER_MINUTE + " % " + MICROS_OF_A_YEAR + " + " + row.scrambled() + ")";
    }

    /** A list of texts as one value. */
    public static Value texts(Value... elements) {
        return array(Type.Simple.TEXT_ARRAY, elements);
    }

    /** A list of numbers as one value. */
    public static Value numbers(Value... elements) {
        return array(Type.Simple.BIGINT_ARRAY, elements);
    }

    private static Value array(Type.Simple type, Value... elements) {
        return row -> row.functions()
                .array(Stream.of(elements).map(element -> element.sql(row)).toList(), type);
    }

    private static String choice(String selector, List<String> options) {
        StringBuilder sql = new StringBuilder("CASE ").append(selector);
        for (int i = 0; i < options.size() - 1; i++) {
            sql.append(" WHEN ").append(i).append(" THEN ").append(options.get(i));
        }
        return sql.append(" ELSE ")
                .append(options.get(options.size() - 1))
                .append(" END")
                .toString();
    }

    private static List<String> quotedAll(String... texts) {
        List<String> quoted = new ArrayList<>();
        for (String text : texts) {
            quoted.add(quoted(text));
        }
        return quoted;
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
