// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.archive.RandomRows;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.HandMadeCatalog;
import dev.tenantbackup.extract.KnownBlocks;
import dev.tenantbackup.extract.RowSource;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.SourceDataException;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.Changes;
import dev.tenantbackup.plan.RestoreMode;
import dev.tenantbackup.plan.RestoreRules;
import dev.tenantbackup.plan.RowDiff;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.schema.SchemaBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TableDiffTest {

    private static final int SEEDS = Boolean.getBoolean("tenantbackup.thorough") ? 20_000 : 1_000;

    private final TablePlan table = plan();
    private final List<Integer> read = new ArrayList<>();

    @Test
    void blocksThatLiveRowsMakeUpAreNotRead() {
        List<Row> rows = numbered(0, 12);

        Changes changes = compare(rows, 3, rows);

        assertThat(changes.told()).hasSize(12).allMatch(told -> told.startsWith("unchanged"));
        assertThat(read).isEmpty();
    }

    @Test
    void onlyABlockThatDiffersIsRead() {
        List<Row> live = new ArrayList<>(numbered(0, 12));
        live.set(4, Row.of("4", "changed"));

        Changes changes = compare(numbered(0, 12), 3, live);

        assertThat(changes.told().get(4)).isEqualTo("update [4, changed] to [4, x]");
        assertThat(read).containsOnly(1);
    }

    @Test
    void rowsBeforeBetweenAndBehindTheBlocksAreFound() {
        List<Row> live = new ArrayList<>(numbered(0, 14));
        live.remove(5);

        Changes changes = compare(numbered(1, 12), 4, live);

        assertThat(changes.told())
                .contains("delete [0, x]", "insert [5, x]", "delete [12, x]", "delete [13, x]")
                .hasSize(14);
    }

    @Test
    void aBlockThatIsLongerNowIsReadRowByRow() {
        List<Row> archived = new ArrayList<>(numbered(0, 2));
        archived.addAll(numbered(100, 102));

        Changes changes = compare(archived, 2, numbered(0, 101));

        assertThat(changes.told()).filteredOn(told -> told.startsWith("delete")).hasSize(98);
        assertThat(changes.told()).contains("insert [101, x]");
    }

    @Test
    void aSourceWithoutRowsMakesAllOfThemSurplus() {
        assertThat(compare(List.of(), 3, numbered(0, 2)).told()).containsExactly("delete [0, x]", "delete [1, x]");
    }

    @Test
    void liveRowsOutOfOrderStopTheComparisonAlsoBetweenBlocks() {
        List<Row> live = List.of(Row.of("1", "x"), Row.of("2", "x"), Row.of("1", "y"));

        assertThatThrownBy(() -> compare(numbered(1, 5), 2, live))
                .isInstanceOf(SourceDataException.class)
                .hasMessageContaining("not in ascending key order");
    }

    @Test
    void itSaysWhatAComparisonRowByRowSays() {
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomRows random = new RandomRows(seed);
            List<Row> archived = some(random);
            List<Row> live = new ArrayList<>(archived);
            live.removeIf(row -> random.oneIn(9));
            live.replaceAll(row -> random.oneIn(9) ? row.with(1, "changed") : row);
            if (random.oneIn(2)) {
                live.addAll(some(random));
            }
            List<Row> ordered = inOrder(live);
            Changes expected = new Changes();
            RowDiff.run(
                    table,
                    RowStream.of(table.columns(), archived),
                    RowStream.of(table.columns(), ordered),
                    RestoreRules.of(table, RestoreMode.REPLACE),
                    expected);

            assertThat(compare(archived, 1 + random.upTo(6), ordered).told())
                    .as("seed %d", seed)
                    .isEqualTo(expected.told());
        }
    }

    private static TablePlan plan() {
        CatalogTable table = HandMadeCatalog.of(SchemaBuilder.schema()
                        .table("t", content -> content.number("id").text("name").key("id"))
                        .build())
                .build()
                .table(TableName.of("t"));
        return TablePlan.of(table, Set.copyOf(table.schema().storedColumnNames()));
    }

    private List<Row> some(RandomRows random) {
        List<Row> rows = new ArrayList<>();
        for (int i = random.upTo(40); i > 0; i--) {
            rows.add(Row.of(Integer.toString(random.upTo(60)), "x"));
        }
        return inOrder(rows);
    }

    private List<Row> inOrder(List<Row> rows) {
        Set<Row> ordered = new TreeSet<>(table.order());
        ordered.addAll(rows);
        return List.copyOf(ordered);
    }

    private static List<Row> numbered(int from, int to) {
        List<Row> rows = new ArrayList<>();
        for (int i = from; i < to; i++) {
            rows.add(Row.of(Integer.toString(i), "x"));
        }
        return rows;
    }

    private Changes compare(List<Row> archived, int blockRows, List<Row> live) {
        Changes changes = new Changes();
        TableDiff.run(
                new Blocks(archived, blockRows),
                table,
                RowStream.of(table.columns(), live),
                RestoreRules.of(table, RestoreMode.REPLACE),
                changes);
        return changes;
    }

    /** Rows in blocks of a few; remembers of which it was asked for rows. */
    private final class Blocks implements RowSource, KnownBlocks {

        private final List<Row> rows;
        private final int blockRows;

        Blocks(List<Row> rows, int blockRows) {
            this.rows = rows;
            this.blockRows = blockRows;
        }

        @Override
        public String name() {
            return "backup_1";
        }

        @Override
        public Set<TableName> tables() {
            return Set.of(table.name());
        }

        @Override
        public List<String> columns(TableName name) {
            return table.columns();
        }

        @Override
        public long count(TableName name) {
            return rows.size();
        }

        @Override
        public Optional<RowKey> lastKey(TableName name) {
            return Optional.empty();
        }

        @Override
        public Optional<KnownBlocks> blocks(TableName name) {
            return Optional.of(this);
        }

        @Override
        public RowStream rows(TableName name) {
            throw new AssertionError("all rows are read");
        }

        @Override
        public int count() {
            return (rows.size() + blockRows - 1) / blockRows;
        }

        @Override
        public int rows(int block) {
            return of(block).size();
        }

        private List<Row> of(int block) {
            return rows.subList(block * blockRows, Math.min(rows.size(), (block + 1) * blockRows));
        }

        @Override
        public Row last(int block) {
            return of(block).get(rows(block) - 1).with(1, null);
        }

        @Override
        public boolean isMadeOf(int block, List<Row> live) {
            return of(block).equals(live);
        }

        @Override
        public RowStream rows(IntPredicate wanted) {
            RowStream all = RowStream.of(table.columns(), rows);
            return new RowStream() {
                private int at;

                @Override
                public List<String> columns() {
                    return all.columns();
                }

                @Override
                public @Nullable Row next() {
                    for (Row row = all.next(); row != null; row = all.next()) {
                        int block = at++ / blockRows;
                        if (wanted.test(block)) {
                            read.add(block);
                            return row;
                        }
                    }
                    return null;
                }

                @Override
                public void close() {
                    all.close();
                }
            };
        }
    }
}
