// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.archive.RandomRows;
import dev.tenantbackup.schema.Column;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowTest {

    private static final int SEEDS = Boolean.getBoolean("tenantbackup.thorough") ? 20_000 : 500;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Crème",
                "\uFFFD",
                "\uD83D\uDE00",
                "\uD83D",
                "\uDE00",
                "\uDE00\uD83D",
                "a\uD83Db\uDE00c",
                "\uD83D\uD83D\uDE00\uDE00",
                "\uFFFD\uD83D",
                "\uD7FF\uE000"
            })
    void everyTextComesBackAlsoOneThatIsNoUnicode(String text) {
        assertThat(Row.of(null, text, "").value(1)).isEqualTo(text);
    }

    @Test
    void textsAreKeptAsUtf8() {
        Row row = Row.of("id", null, "Crème \uD83D\uDE00");

        assertThat(Arrays.copyOfRange(row.utf8(), row.from(2), row.to(2)))
                .isEqualTo("Crème \uD83D\uDE00".getBytes(StandardCharsets.UTF_8));
        assertThat(row.bytes()).isEqualTo(2 + 6 + 5);
    }

    @Test
    void whatHasNoTextIsNotEmptyText() {
        assertThat(Row.of("a", null)).isNotEqualTo(Row.of("a", "")).isNotEqualTo(Row.of(null, "a"));
        assertThat(Row.of("ab", "")).isNotEqualTo(Row.of("a", "b")).isNotEqualTo(Row.of("", "ab"));
        assertThat(Row.of("a", null).isNull(1)).isTrue();
        assertThat(Row.of("a", null).value(1)).isNull();
    }

    @Test
    void rowsAreEqualHoweverTheyWereMade() {
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomRows random = new RandomRows(seed);
            List<Column> columns = random.columns();
            Row row = random.row(columns);
            int position = random.upTo(columns.size() - 1);
            String value = row.value(position);
            RowBuilder builder = new RowBuilder(columns.size());
            for (int i = 0; i < columns.size(); i++) {
                builder.add(row, i);
            }

            for (Row same : List.of(
                    Row.of(row.toArray()), row.with(position, "other").with(position, value), builder.build())) {
                assertThat(same).as("seed %d", seed).isEqualTo(row).hasSameHashCodeAs(row);
            }
        }
    }

    @Test
    void someValuesInAnotherOrder() {
        Row row = Row.of("1", null, "three");

        assertThat(row.only(2, 1)).isEqualTo(Row.of("three", null));
        assertThat(row.only(List.of("a", "b", "c"), List.of("c", "a"))).isEqualTo(Row.of("three", "1"));
        assertThatThrownBy(() -> row.only(List.of("a", "b", "c"), List.of("d")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'d'");
    }

    @Test
    void aRowThatIsNotFullIsNoRow() {
        RowBuilder builder = new RowBuilder(2);
        builder.add("a");

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1 values for 2");
    }

    @Test
    void bytesThatAreNoUtf8AreTold() {
        byte[][] wrong = {
            {(byte) 0x80},
            {(byte) 0xC1, (byte) 0xBF},
            {(byte) 0xE0, (byte) 0x9F, (byte) 0xBF},
            {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            {(byte) 0xF0, (byte) 0x8F, (byte) 0xBF, (byte) 0xBF},
            {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            {(byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80},
            {(byte) 0xE2, (byte) 0x82},
            {(byte) 0xE2, (byte) 0x28, (byte) 0xA1},
            {(byte) 0xF0, (byte) 0x90, (byte) 0x80, 'x'},
        };
        for (byte[] bytes : wrong) {
            assertThat(Utf8.bytesOfCharacter(bytes, 0, bytes.length))
                    .as(Arrays.toString(bytes))
                    .isZero();
        }
        for (int codePoint = 0x80; codePoint <= Character.MAX_CODE_POINT; codePoint += 61) {
            if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
                byte[] bytes = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
                assertThat(Utf8.bytesOfCharacter(bytes, 0, bytes.length))
                        .as("character %x", codePoint)
                        .isEqualTo(bytes.length);
            }
        }
    }
}
