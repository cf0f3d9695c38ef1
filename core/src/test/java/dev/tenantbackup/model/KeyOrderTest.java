// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.archive.RandomRows;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyOrderTest {

    private static final int SEEDS = Boolean.getBoolean("tenantbackup.thorough") ? 20_000 : 500;

    @Test
    void numbersCompareByValue() {
        assertAscending(
                true,
                "-Infinity",
                "-9223372036854775809",
                "-10",
                "-9.5",
                "0",
                "1e-7",
                "9",
                "10",
                "1E+3",
                "999999999999999999",
                "1000000000000000000",
                "9223372036854775808",
                "1E400",
                "Infinity",
                "NaN");
    }

    @Test
    void equalValuesAreEqualHoweverTheyAreWritten() {
        assertThat(KeyOrder.compareNumbers("12.50", "12.5")).isZero();
        assertThat(KeyOrder.compareNumbers("0", "-0")).isZero();
        assertThat(KeyOrder.compareNumbers("1E+3", "1000")).isZero();
        assertThat(KeyOrder.compareNumbers("NaN", "NaN")).isZero();
    }

    @Test
    void textsCompareByBytesNotByAlphabet() {
        assertAscending(false, "", "-a", "A", "B", "_", "a", "a ", "b", "z", "\u00E9", "\uFFFD", "\uD83D\uDE00");
        assertThat(KeyOrder.compareBytes("10", "9")).isNegative();
    }

    @Test
    void nullComesFirst() {
        KeyOrder text = KeyOrder.of(List.of(0), List.of(false));
        KeyOrder number = KeyOrder.of(List.of(0), List.of(true));
        for (KeyOrder order : List.of(text, number)) {
            assertThat(order.compare(Row.of((String) null), Row.of("-Infinity")))
                    .isNegative();
            assertThat(order.compare(Row.of("-Infinity"), Row.of((String) null)))
                    .isPositive();
            assertThat(order.compare(Row.of((String) null), Row.of((String) null)))
                    .isZero();
        }
    }

    @Test
    void theMostSignificantColumnDecides() {
        KeyOrder order = KeyOrder.of(List.of(2, 0), List.of(true, false));
        assertThat(order.compare(Row.of("b", "x", "9"), Row.of("a", "y", "10"))).isNegative();
        assertThat(order.compare(Row.of("b", "x", "9"), Row.of("a", "y", "9"))).isPositive();
        assertThat(order.compare(Row.of("a", "x", "9"), Row.of("a", "y", "9"))).isZero();
    }

    @Test
    void textsAreInTheOrderOfTheirUtf8Bytes() {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<String> texts = values(seed, ValueForm.TEXT);
            List<String> bytes = new ArrayList<>(texts);
            texts.sort(KeyOrder::compareBytes);
            bytes.sort((a, b) ->
                    Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
            assertThat(texts).as("seed %d", seed).isEqualTo(bytes);
        }
    }

    @Test
    void finiteNumbersAreInTheOrderOfTheirValues() {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<String> numbers = values(seed, ValueForm.NUMBER);
            numbers.removeIf(number -> number.contains("N") || number.contains("I"));
            for (String left : numbers) {
                for (String right : numbers) {
                    assertThat(KeyOrder.compareNumbers(left, right))
                            .as("%s and %s, seed %d", left, right, seed)
                            .isEqualTo(new BigDecimal(left).compareTo(new BigDecimal(right)));
                }
            }
        }
    }

    private static List<String> values(long seed, ValueForm form) {
        Column column = Column.of("c", "type", form, true);
        List<String> values = new ArrayList<>();
        for (Row row : new RandomRows(seed).rows(List.of(column), 8)) {
            String value = row.value(0);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private static void assertAscending(boolean numeric, String... values) {
        KeyOrder order = KeyOrder.of(List.of(0), List.of(numeric));
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values.length; j++) {
                assertThat(Integer.signum(order.compare(Row.of(values[i]), Row.of(values[j]))))
                        .as("%s and %s", values[i], values[j])
                        .isEqualTo(Integer.compare(i, j));
            }
        }
    }
}
