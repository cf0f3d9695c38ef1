// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CopyTextTest {

    private static final String ALPHABET = "ab\\N\t\n\r\b\f\u000B\u0001\u0085é\uD83D\uDE00 ";

    @Test
    void valuesStandBetweenTabs() {
        assertThat(read("1\t\t\\N\tx y", 4)).isEqualTo(Row.of("1", "", null, "x y"));
        assertThat(read("\\N\t", 2)).isEqualTo(Row.of(null, ""));
        assertThat(read("\t\\N", 2)).isEqualTo(Row.of("", null));
        assertThat(read("", 1)).isEqualTo(Row.of(""));
        assertThat(read("\\N", 1)).isEqualTo(Row.of((String) null));
    }

    @Test
    void everyEscapeOfTheServerIsUndone() {
        assertThat(read("\\\\N\ta\\tb\\nc\\rd\\be\\ff\\vg\\\\", 2))
                .isEqualTo(Row.of("\\N", "a\tb\nc\rd\be\ff\u000Bg\\"));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        for (long seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            String[] values = new String[1 + random.nextInt(5)];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(5) == 0 ? null : text(random);
            }
            Row row = Row.of(values);
            CopyText text = new CopyText();
            for (int i = 0; i < values.length; i++) {
                if (row.isNull(i)) {
                    text.addNull();
                } else {
                    text.add(row.utf8(), row.from(i), row.to(i));
                }
            }
            text.end();
            byte[] line = Arrays.copyOf(text.array(), text.size());

            assertThat(CopyText.row(line, new RowBuilder(values.length)))
                    .as("seed %d", seed)
                    .isEqualTo(row);
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            int at = ALPHABET.offsetByCodePoints(0, random.nextInt(ALPHABET.codePointCount(0, ALPHABET.length())));
            text.appendCodePoint(ALPHABET.codePointAt(at));
        }
        return text.toString();
    }

    private static Row read(String line, int columns) {
        return CopyText.row((line + "\n").getBytes(StandardCharsets.UTF_8), new RowBuilder(columns));
    }
}
