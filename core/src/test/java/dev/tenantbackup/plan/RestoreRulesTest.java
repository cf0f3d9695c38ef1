// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.ColumnRule;
import dev.tenantbackup.catalog.HandMadeCatalog;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.catalog.TriggerRule;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.SchemaBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of all these tests has the columns id, name, counter (a number), stamp (a text). */
class RestoreRulesTest {

    private static final Row ARCHIVED = Row.of("1", "old", "5", "2026-03-01");
    private static final Row LIVE = Row.of("1", "new", "9", "2026-04-01");

    @ParameterizedTest
    @CsvSource({
        "REPLACE, REPLACE, true",
        "REPLACE, MERGE, false",
        "REPLACE, MISSING_ONLY, false",
        "JOURNAL, REPLACE, false",
        "JOURNAL, MERGE, false",
        "JOURNAL, MISSING_ONLY, false",
        "QUEUE, REPLACE, false",
        "QUEUE, MERGE, false",
        "QUEUE, MISSING_ONLY, false"
    })
    void onlyReplacedRowsOfAReplacedTableAreDeleted(TableRule rule, RestoreMode mode, boolean deleted) {
        RestoreRules rules = RestoreRules.of(table(rule), mode);

        assertThat(rules.deletes()).isEqualTo(deleted);
        assertThat(rules.fired().isEmpty())
                .as("only a rule of the catalog fires, a mode does not")
                .isEqualTo(mode != RestoreMode.REPLACE || rule == TableRule.REPLACE);
    }

    @ParameterizedTest
    @CsvSource({
        "REPLACE, REPLACE, true",
        "REPLACE, MERGE, true",
        "REPLACE, MISSING_ONLY, false",
        "JOURNAL, REPLACE, false",
        "JOURNAL, MERGE, false",
        "JOURNAL, MISSING_ONLY, false",
        "QUEUE, REPLACE, false",
        "QUEUE, MERGE, false",
        "QUEUE, MISSING_ONLY, false"
    })
    void changedRowsAreUpdatedUnlessARuleOrTheModeKeepsThem(TableRule rule, RestoreMode mode, boolean updated) {
        assertThat(RestoreRules.of(table(rule), mode).changed(ARCHIVED, LIVE)).isEqualTo(updated ? ARCHIVED : LIVE);
    }

    @ParameterizedTest
    @EnumSource(RestoreMode.class)
    void missingRowsComeBackInEveryModeButNeverIntoAQueue(RestoreMode mode) {
        assertThat(RestoreRules.of(table(TableRule.REPLACE), mode).missing(ARCHIVED))
                .isEqualTo(ARCHIVED);
        assertThat(RestoreRules.of(table(TableRule.JOURNAL), mode).missing(ARCHIVED))
                .isEqualTo(ARCHIVED);
        RestoreRules queue = RestoreRules.of(table(TableRule.QUEUE), mode);
        assertThat(queue.missing(ARCHIVED)).isNull();
        assertThat(queue.fired()).containsEntry("queue: rows are not brought back", 1L);
    }

    @Test
    void firedRulesAreListedInTheOrderOfTheirWords() {
        RestoreRules rules = RestoreRules.of(table(TableRule.QUEUE), RestoreMode.REPLACE);
        rules.deletes();
        rules.missing(ARCHIVED);
        rules.changed(ARCHIVED, LIVE);

        assertThat(rules.fired().keySet())
                .containsExactly("queue: rows are not brought back", "queue: rows stay as they are");
        assertThat(rules.fired()).containsEntry("queue: rows stay as they are", 2L);
    }

    @Nested
    class OfColumns {

        @Test
        void liveColumnsKeepTheirValueAndTheRestIsRestored() {
            RestoreRules rules = rules("name", ColumnRule.LIVE);

            assertThat(rules.changed(ARCHIVED, LIVE)).isEqualTo(ARCHIVED.with(1, "new"));
            assertThat(rules.fired()).containsExactly(Map.entry("live: name keeps its live value", 1L));
        }

        @Test
        void aRowThatDiffersInLiveColumnsOnlyStays() {
            Row live = ARCHIVED.with(1, "new");

            assertThat(rules("name", ColumnRule.LIVE).changed(ARCHIVED, live)).isSameAs(live);
        }

        @Test
        void countersNeverGoBack() {
            RestoreRules rules = rules("counter", ColumnRule.MONOTONIC);

            assertThat(rules.changed(ARCHIVED, LIVE)).isEqualTo(ARCHIVED.with(2, "9"));
            assertThat(rules.changed(ARCHIVED, LIVE.with(2, "10"))).isEqualTo(ARCHIVED.with(2, "10"));
            assertThat(rules.changed(ARCHIVED, LIVE.with(2, "4"))).isEqualTo(ARCHIVED);
            assertThat(rules.changed(ARCHIVED, LIVE.with(2, null))).isEqualTo(ARCHIVED);
            assertThat(rules.changed(ARCHIVED.with(2, null), LIVE)).isEqualTo(ARCHIVED.with(2, "9"));
            assertThat(rules.fired()).containsEntry("monotonic: counter keeps its live value", 3L);
        }

        @Test
        void textsAreMonotonicByTheirBytes() {
            assertThat(rules("stamp", ColumnRule.MONOTONIC).changed(ARCHIVED, LIVE))
                    .isEqualTo(ARCHIVED.with(3, "2026-04-01"));
        }

        @Test
        void aColumnThatTheBackupDoesNotHoldHasNoRuleToFire() {
            CatalogTable table = catalogTable(catalog -> catalog.rule("t", "stamp", ColumnRule.LIVE));
            TablePlan plan = TablePlan.of(table, Set.of("id", "name", "counter"));
            Row archived = Row.of("1", "old", "5");

            RestoreRules rules = RestoreRules.of(plan, RestoreMode.REPLACE);

            assertThat(rules.changed(archived, Row.of("1", "new", "9"))).isEqualTo(archived);
            assertThat(rules.fired()).isEmpty();
        }

        private RestoreRules rules(String column, ColumnRule rule) {
            return RestoreRules.of(table(catalog -> catalog.rule("t", column, rule)), RestoreMode.REPLACE);
        }
    }

    @Nested
    class OfTriggers {

        private final TablePlan table = table(catalog -> catalog.trigger("t", "touch", TriggerRule.owns("stamp")));
        private final RestoreRules rules = RestoreRules.of(table, RestoreMode.REPLACE);

        @Test
        void aColumnThatATriggerSetsMakesNoDifference() {
            assertThat(rules.same(ARCHIVED, ARCHIVED.with(3, "2026-05-05"))).isTrue();
            assertThat(rules.same(ARCHIVED, LIVE)).isFalse();
        }

        @Test
        void aRowUpdatedForAnotherReasonKeepsWhatTheTriggerSet() {
            assertThat(rules.changed(ARCHIVED, LIVE)).isEqualTo(ARCHIVED.with(3, "2026-04-01"));
        }

        @Test
        void insertedRowsBringTheColumnAlong() {
            assertThat(rules.missing(ARCHIVED)).isEqualTo(ARCHIVED);
        }
    }

    @Nested
    class WhenExact {

        @ParameterizedTest
        @EnumSource(TableRule.class)
        void noRuleOfTheCatalogHolds(TableRule rule) {
            RestoreRules rules = RestoreRules.exact(table(catalog -> catalog.rule("t", rule)
                    .rule("t", "name", ColumnRule.LIVE)
                    .rule("t", "counter", ColumnRule.MONOTONIC)));

            assertThat(rules.missing(ARCHIVED)).isEqualTo(ARCHIVED);
            assertThat(rules.changed(ARCHIVED, LIVE)).isEqualTo(ARCHIVED);
            assertThat(rules.deletes()).isTrue();
            assertThat(rules.fired()).isEmpty();
        }

        @Test
        void triggersStillSetTheirColumns() {
            RestoreRules rules =
                    RestoreRules.exact(table(catalog -> catalog.trigger("t", "touch", TriggerRule.owns("stamp"))));

            assertThat(rules.changed(ARCHIVED, LIVE)).isEqualTo(ARCHIVED.with(3, "2026-04-01"));
        }
    }

    private static TablePlan table(TableRule rule) {
        return table(catalog -> catalog.rule("t", rule));
    }

    private static TablePlan table(UnaryOperator<HandMadeCatalog> declared) {
        CatalogTable table = catalogTable(declared);
        return TablePlan.of(table, Set.copyOf(table.schema().storedColumnNames()));
    }

    private static CatalogTable catalogTable(UnaryOperator<HandMadeCatalog> declared) {
        return declared.apply(HandMadeCatalog.of(SchemaBuilder.schema()
                        .table(
                                "t",
                                table -> table.id()
                                        .text("name")
                                        .numberOrNull("counter")
                                        .textOrNull("stamp")
                                        .trigger("touch"))
                        .build()))
                .build()
                .table(TableName.of("t"));
    }

    @Test
    void theTableIsAsTheseTestsSay() {
        assertThat(table(TableRule.REPLACE).columns()).isEqualTo(List.of("id", "name", "counter", "stamp"));
    }
}
