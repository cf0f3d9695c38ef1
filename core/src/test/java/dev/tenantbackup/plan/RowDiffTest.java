// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.archive.RandomRows;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.HandMadeCatalog;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.SourceDataException;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.SchemaBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RowDiffTest {

    private static final int SEEDS = Boolean.getBoolean("tenantbackup.thorough") ? 20_000 : 500;

    @Nested
    class InATableWithAKey {

        private final TablePlan table =
                table(content -> content.number("id").text("name").key("id"));

        @Test
        void everyRowIsToldOnceInKeyOrder() {
            Changes changes = compare(
                    table,
                    List.of(Row.of("1", "a"), Row.of("2", "b"), Row.of("10", "c")),
                    List.of(Row.of("2", "B"), Row.of("9", "d"), Row.of("10", "c")),
                    RestoreMode.REPLACE);

            assertThat(changes.told())
                    .containsExactly("insert [1, a]", "update [2, B] to [2, b]", "delete [9, d]", "unchanged [10, c]");
        }

        @ParameterizedTest
        @EnumSource(
                value = RestoreMode.class,
                names = {"MERGE", "MISSING_ONLY"})
        void surplusRowsStayUnlessTheModeReplaces(RestoreMode mode) {
            assertThat(compare(table, List.of(), List.of(Row.of("1", "a")), mode)
                            .told())
                    .containsExactly("kept [1, a]");
        }

        @Test
        void missingOnlyLeavesRowsAsTheyAre() {
            assertThat(compare(
                                    table,
                                    List.of(Row.of("1", "a"), Row.of("2", "b")),
                                    List.of(Row.of("2", "B")),
                                    RestoreMode.MISSING_ONLY)
                            .told())
                    .containsExactly("insert [1, a]", "kept [2, B]");
        }

        @Test
        void nullIsNotAnEmptyText() {
            assertThat(compare(table, List.of(Row.of("1", null)), List.of(Row.of("1", "")), RestoreMode.REPLACE)
                            .told())
                    .containsExactly("update [1, ] to [1, null]");
        }

        @Test
        void numbersOfEqualValueAndDifferentTextsNameTwoRows() {
            assertThat(compare(table, List.of(Row.of("1.0", "a")), List.of(Row.of("1", "a")), RestoreMode.REPLACE)
                            .told())
                    .containsExactly("delete [1, a]", "insert [1.0, a]");
        }

        @Test
        void rowsOutOfOrderStopTheComparison() {
            assertThatThrownBy(() -> compare(
                            table, List.of(Row.of("10", "a"), Row.of("9", "b")), List.of(), RestoreMode.REPLACE))
                    .isInstanceOf(SourceDataException.class)
                    .hasMessageContaining("Rows of table 't' from the backup are not in ascending key order at (id=9).")
                    .hasMessageContaining("nothing was done");
        }

        @Test
        void twoRowsOfOneKeyStopTheComparison() {
            assertThatThrownBy(() ->
                            compare(table, List.of(), List.of(Row.of("9", "a"), Row.of("9", "b")), RestoreMode.REPLACE))
                    .isInstanceOf(SourceDataException.class)
                    .hasMessageContaining(
                            "Rows of table 't' from the database are not in ascending key order at (id=9).")
                    .hasMessageNotContaining("b]");
        }
    }

    @Nested
    class InATableWithoutAKey {

        private final TablePlan table = table(content -> content.text("a").textOrNull("b"));

        @Test
        void missingCopiesAreInserted() {
            assertThat(compare(table, copies(3, "x"), copies(1, "x"), RestoreMode.REPLACE)
                            .told())
                    .containsExactly("unchanged [x, null]", "insert [x, null]", "insert [x, null]");
        }

        @Test
        void surplusCopiesAreDeletedAsAWholeAndInsertedAgain() {
            assertThat(compare(table, copies(1, "x"), copies(3, "x"), RestoreMode.REPLACE)
                            .told())
                    .containsExactly("delete [x, null]", "delete [x, null]", "delete [x, null]", "insert [x, null]");
        }

        @Test
        void surplusCopiesAreKeptWhereNothingIsDeleted() {
            assertThat(compare(table, copies(1, "x"), copies(3, "x"), RestoreMode.MERGE)
                            .told())
                    .containsExactly("unchanged [x, null]", "kept [x, null]", "kept [x, null]");
        }

        @Test
        void aRuleThatKeepsCopiesCountsEachOfThem() {
            TablePlan journal = table(content -> content.text("a").textOrNull("b"), TableRule.JOURNAL);
            RestoreRules rules = RestoreRules.of(journal, RestoreMode.REPLACE);
            Changes changes = new Changes();

            RowDiff.run(journal, stream(journal, copies(1, "x")), stream(journal, copies(4, "x")), rules, changes);

            assertThat(changes.told())
                    .filteredOn(told -> told.startsWith("kept"))
                    .hasSize(3);
            assertThat(rules.fired()).containsEntry("journal: rows are not deleted", 3L);
        }

        @Test
        void nullComesBeforeEverything() {
            assertThat(compare(
                                    table,
                                    List.of(Row.of("x", null), Row.of("x", "")),
                                    List.of(Row.of("x", "")),
                                    RestoreMode.REPLACE)
                            .told())
                    .containsExactly("insert [x, null]", "unchanged [x, ]");
        }

        @Test
        void rowsOutOfOrderStopTheComparison() {
            assertThatThrownBy(() -> compare(
                            table, List.of(Row.of("b", null), Row.of("a", null)), List.of(), RestoreMode.REPLACE))
                    .isInstanceOf(SourceDataException.class)
                    .hasMessageContaining("not in ascending key order");
        }

        private List<Row> copies(int count, String value) {
            return new ArrayList<>(Collections.nCopies(count, Row.of(value, null)));
        }
    }

    @Test
    void applyingTheChangesToTheLiveRowsGivesTheArchivedRows() {
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomRows random = new RandomRows(seed);
            List<Column> columns = random.columns();
            TablePlan table = randomTable(random, columns);
            List<Row> archived = sorted(random.rows(columns, random.upTo(30)), table);
            List<Row> live = relatives(random, columns, archived, table);
            Changes changes = new Changes();
            ChangeCounter counter = new ChangeCounter(table, changes);

            RowDiff.run(
                    table,
                    stream(table, archived),
                    stream(table, live),
                    RestoreRules.of(table, RestoreMode.REPLACE),
                    counter);

            assertThat(changes.appliedTo(live, table)).as("seed %d", seed).isEqualTo(archived);
            assertThat(counter.changes().unchanged()
                            + counter.changes().inserted()
                            + counter.changes().updated())
                    .as("rows afterwards, seed %d", seed)
                    .isEqualTo(archived.size());
            assertThat(counter.changes().kept()).as("seed %d", seed).isZero();
        }
    }

    @Test
    void aSecondComparisonFindsNothingLeftToDo() {
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomRows random = new RandomRows(seed);
            List<Column> columns = random.columns();
            TablePlan table = randomTable(random, columns);
            List<Row> archived = sorted(random.rows(columns, random.upTo(20)), table);
            List<Row> live = relatives(random, columns, archived, table);
            RestoreMode mode = RestoreMode.values()[random.upTo(RestoreMode.values().length - 1)];

            List<Row> after = compare(table, archived, live, mode).appliedTo(live, table);

            assertThat(compare(table, archived, after, mode).told())
                    .as("mode %s, seed %d", mode, seed)
                    .allMatch(told -> told.startsWith("unchanged") || told.startsWith("kept"));
        }
    }

    @Test
    void theCounterKeepsTheFirstKeysOnly() {
        TablePlan table = table(content -> content.number("id").key("id"));
        List<Row> archived = new ArrayList<>();
        for (int i = 1; i <= 25; i++) {
            archived.add(Row.of(Integer.toString(i)));
        }
        ChangeCounter counter = new ChangeCounter(table, ChangeVisitor.NONE);

        RowDiff.run(
                table,
                stream(table, archived),
                stream(table, List.of()),
                RestoreRules.of(table, RestoreMode.REPLACE),
                counter);

        assertThat(counter.changes().inserted()).isEqualTo(25);
        assertThat(counter.changes().insertedKeys())
                .hasSize(ChangeCounter.SAMPLES)
                .startsWith(new RowKey(List.of("id"), List.of("1")));
        assertThat(counter.changes().written()).isEqualTo(25);
        assertThat(TableChanges.NONE.plus(counter.changes()).insertedKeys()).isEmpty();
    }

    private static Changes compare(TablePlan table, List<Row> archived, List<Row> live, RestoreMode mode) {
        Changes changes = new Changes();
        RowDiff.run(table, stream(table, archived), stream(table, live), RestoreRules.of(table, mode), changes);
        return changes;
    }

    private static RowStream stream(TablePlan table, List<Row> rows) {
        return RowStream.of(table.columns(), rows);
    }

    private static TablePlan table(Consumer<SchemaBuilder.Table> content) {
        return table(content, TableRule.REPLACE);
    }

    private static TablePlan table(Consumer<SchemaBuilder.Table> content, TableRule rule) {
        CatalogTable table = HandMadeCatalog.of(
                        SchemaBuilder.schema().table("t", content).build())
                .rule("t", rule)
                .build()
                .table(TableName.of("t"));
        return TablePlan.of(table, Set.copyOf(table.schema().storedColumnNames()));
    }

    private static TablePlan randomTable(RandomRows random, List<Column> columns) {
        int keyed = random.upTo(columns.size());
        return table(content -> {
            columns.forEach(column -> content.column(column.name(), column.type(), column.form(), true));
            if (keyed > 0) {
                content.key(columns.subList(0, keyed).stream().map(Column::name).toArray(String[]::new));
            }
        });
    }

    /** In key order, and where there is a key, one row of each. */
    private static List<Row> sorted(List<Row> rows, TablePlan table) {
        if (table.hasKey()) {
            TreeSet<Row> distinct = new TreeSet<>(table.order());
            distinct.addAll(rows);
            return List.copyOf(distinct);
        }
        return rows.stream().sorted(table.order()).toList();
    }

    /** Some of the rows, some of them changed, some twice, and some others. */
    private static List<Row> relatives(RandomRows random, List<Column> columns, List<Row> rows, TablePlan table) {
        List<Row> relatives = new ArrayList<>(random.rows(columns, random.upTo(5)));
        for (Row row : rows) {
            if (random.oneIn(3)) {
                Row other = random.row(columns);
                int from = random.upTo(columns.size());
                String[] values = row.toArray();
                System.arraycopy(other.toArray(), from, values, from, columns.size() - from);
                relatives.add(Row.of(Arrays.asList(values)));
            } else if (!random.oneIn(3)) {
                relatives.add(row);
                if (random.oneIn(4)) {
                    relatives.add(row);
                }
            }
        }
        return sorted(relatives, table);
    }
}
