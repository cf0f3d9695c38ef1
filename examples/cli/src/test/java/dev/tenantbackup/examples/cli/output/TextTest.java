// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.model.TableName;
import dev.tenantbackup.operation.Progress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TextTest {

    @Nested
    class Tables {

        @Test
        void alignsNumbersToTheRightAndWordsToTheLeft() {
            String text = TextTable.withHeaders("Table", ">rows", "remark")
                    .row("menus", "5", "")
                    .row("order_lines", "1,234", "größer")
                    .render(Style.PLAIN);
            assertThat(text).isEqualTo("""
                            Table         rows  remark
                            menus            5
                            order_lines  1,234  größer
                            """);
        }

        @Test
        void refusesARowOfAnotherShape() {
            assertThatThrownBy(() -> TextTable.withHeaders("a", "b").row("1"))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void coloursOnlyWhereAsked() {
            assertThat(Style.PLAIN.bad("x")).isEqualTo("x");
            assertThat(Style.COLOURED.bad("x")).isEqualTo("\u001b[31mx\u001b[0m");
        }
    }

    @Nested
    class Numbers {

        @Test
        void readWell() {
            assertThat(Quantities.count(1_234_567)).isEqualTo("1,234,567");
            assertThat(Quantities.count(1, "row")).isEqualTo("1 row");
            assertThat(Quantities.count(2, "row")).isEqualTo("2 rows");
            assertThat(Quantities.bytes(1023)).isEqualTo("1023 B");
            assertThat(Quantities.bytes(1_500_000)).isEqualTo("1.4 MiB");
            assertThat(Quantities.duration(Duration.ofMillis(87))).isEqualTo("87 ms");
            assertThat(Quantities.duration(Duration.ofMillis(4_210))).isEqualTo("4.2 s");
            assertThat(Quantities.duration(Duration.ofSeconds(187))).isEqualTo("3 min 07 s");
            assertThat(Quantities.duration(Duration.ofMinutes(125))).isEqualTo("2 h 05 min");
        }
    }

    @Nested
    class ProgressBars {

        private final StringWriter err = new StringWriter();
        private Instant now = Instant.EPOCH;

        @Test
        void moveOnATerminalAndGoAwayAtTheEnd() {
            try (ProgressDisplay display = new ProgressDisplay(new PrintWriter(err), true, () -> now)) {
                now = now.plusSeconds(1);
                display.progressed(new Progress("extract", TableName.of("orders"), 500, 1000));
            }
            assertThat(err.toString())
                    .isEqualTo("\r\u001b[K[############............] extract orders, 500 rows (50 %)\r\u001b[K");
        }

        @Test
        void areALineNowAndThenElsewhere() {
            try (ProgressDisplay display = new ProgressDisplay(new PrintWriter(err), false, () -> now)) {
                now = now.plusSeconds(9);
                display.progressed(Progress.of("stage"));
                now = now.plusSeconds(1);
                display.progressed(new Progress("stage", null, 7, -1));
                display.progressed(new Progress("stage", null, 8, -1));
            }
            assertThat(err.toString()).isEqualTo("stage, 7 rows" + System.lineSeparator());
        }

        @Test
        void areNotThereForShortWork() {
            try (ProgressDisplay display = new ProgressDisplay(new PrintWriter(err), true, () -> now)) {
                display.progressed(Progress.of("load"));
            }
            assertThat(err.toString()).isEmpty();
        }
    }
}
