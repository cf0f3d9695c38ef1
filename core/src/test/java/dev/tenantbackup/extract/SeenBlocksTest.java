// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SeenBlocksTest {

    private static final List<String> COLUMNS = List.of("id", "name", "note");
    private static final int ROWS = 2 * SeenBlocks.BLOCK_ROWS + 3;

    @Test
    void blocksAreKnownOnceAllRowsHavePassed() {
        List<SeenBlocks.Seen> seen = new ArrayList<>();
        RowStream stream = SeenBlocks.remembering(RowStream.of(COLUMNS, rows()), new int[] {0}, seen::addAll);
        for (int i = 0; i < ROWS; i++) {
            assertThat(stream.next()).isEqualTo(row(i));
            assertThat(seen).isEmpty();
        }
        assertThat(stream.next()).isNull();

        SeenBlocks blocks = new SeenBlocks(seen, () -> RowStream.of(COLUMNS, rows()));
        assertThat(blocks.count()).isEqualTo(3);
        assertThat(List.of(blocks.rows(0), blocks.rows(1), blocks.rows(2)))
                .containsExactly(SeenBlocks.BLOCK_ROWS, SeenBlocks.BLOCK_ROWS, 3);
        assertThat(blocks.last(2)).isEqualTo(Row.of(Integer.toString(ROWS - 1), null, null));
        assertThat(blocks.isMadeOf(1, block(1))).isTrue();
        assertThat(blocks.isMadeOf(0, block(1))).isFalse();
    }

    @Test
    void whatIsNotTheSameToTheLastByteIsAnotherBlock() {
        SeenBlocks blocks = seen();
        for (Row other : List.of(
                Row.of("5", "name 5", ""),
                Row.of("5", "name 5x", null),
                Row.of("5", "name ", "5"),
                Row.of("5", null, "name 5"))) {
            List<Row> altered = new ArrayList<>(block(0));
            altered.set(5, other);
            assertThat(blocks.isMadeOf(0, altered)).as("%s", other).isFalse();
        }
        assertThat(blocks.isMadeOf(0, block(0).subList(1, SeenBlocks.BLOCK_ROWS)))
                .isFalse();
    }

    @Test
    void rowsOfSomeBlocksComeAgain() {
        try (RowStream again = seen().rows(block -> block != 1)) {
            List<Row> rows = new ArrayList<>();
            for (Row row = again.next(); row != null; row = again.next()) {
                rows.add(row);
            }
            List<Row> expected = new ArrayList<>(block(0));
            expected.addAll(block(2));
            assertThat(rows).isEqualTo(expected);
        }
    }

    @Test
    void noRowsAreNoBlocks() {
        List<List<SeenBlocks.Seen>> told = new ArrayList<>();
        assertThat(SeenBlocks.remembering(RowStream.empty(COLUMNS), new int[] {0}, told::add)
                        .next())
                .isNull();
        assertThat(told).containsExactly(List.of());
    }

    private static SeenBlocks seen() {
        List<SeenBlocks.Seen> seen = new ArrayList<>();
        RowStream stream = SeenBlocks.remembering(RowStream.of(COLUMNS, rows()), new int[] {0}, seen::addAll);
        @Nullable Row row = stream.next();
        while (row != null) {
            row = stream.next();
        }
        return new SeenBlocks(seen, () -> RowStream.of(COLUMNS, rows()));
    }

    private static List<Row> block(int block) {
        return rows().subList(block * SeenBlocks.BLOCK_ROWS, Math.min(ROWS, (block + 1) * SeenBlocks.BLOCK_ROWS));
    }

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(row(i));
        }
        return rows;
    }

    private static Row row(int i) {
        return Row.of(Integer.toString(i), "name " + i, null);
    }
}
