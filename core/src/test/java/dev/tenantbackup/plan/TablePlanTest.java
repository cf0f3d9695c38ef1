// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.HandMadeCatalog;
import dev.tenantbackup.catalog.TriggerRule;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.SchemaBuilder;
import dev.tenantbackup.schema.Trigger.Event;
import dev.tenantbackup.schema.ValueForm;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TablePlanTest {

    @Test
    void itHasTheSharedColumnsInTheLiveOrder() {
        TablePlan plan = TablePlan.of(
                table(content -> content.id().text("b").text("a").text("c")), Set.of("a", "b", "id", "gone"));

        assertThat(plan.columns()).containsExactly("id", "b", "a");
        assertThat(plan.key()).containsExactly("id");
        assertThat(plan.position("a")).isEqualTo(2);
        assertThat(plan.position("c")).isEqualTo(-1);
    }

    @Test
    void generatedColumnsAreLeftOut() {
        CatalogTable table = table(content -> content.id()
                .text("full")
                .change(
                        "full",
                        column -> new Column(
                                "full", "text", ValueForm.TEXT, true, true, Column.Identity.NONE, null, false, null)));

        assertThat(TablePlan.of(table, Set.of("id", "full")).columns()).containsExactly("id");
    }

    @Test
    void aTableWithoutAKeyIsNamedByAllItsColumns() {
        TablePlan plan = TablePlan.of(table(content -> content.number("a").text("b")), Set.of("a", "b"));

        assertThat(plan.hasKey()).isFalse();
        assertThat(plan.keyOf(Row.of("1", "x"))).isEqualTo(new RowKey(List.of("a", "b"), List.of("1", "x")));
        assertThat(plan.order().compare(Row.of("10", "x"), Row.of("9", "x")))
                .as("numbers without a key are compared as texts")
                .isNegative();
    }

    @Test
    void aKeyIsInItsOwnOrderAndNumbersCompareByValue() {
        TablePlan plan = TablePlan.of(
                table(content -> content.text("name").text("code").number("no").key("no", "code")),
                Set.of("name", "code", "no"));

        assertThat(plan.keyOf(Row.of("n", "c", "7"))).isEqualTo(new RowKey(List.of("no", "code"), List.of("7", "c")));
        assertThat(plan.order().compare(Row.of("n", "a", "10"), Row.of("n", "b", "9")))
                .isPositive();
    }

    @Test
    void aBackupWithoutTheKeyCanNotBePlanned() {
        CatalogTable table = table(content -> content.id().text("a"));

        assertThatThrownBy(() -> TablePlan.of(table, Set.of("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("table t: key [id] is not among [a]");
    }

    @Test
    void columnsThatATriggerSetsOnInsertAreLeftOutAndOnUpdateAreWrittenOnce() {
        CatalogTable table = HandMadeCatalog.of(SchemaBuilder.schema()
                        .table(
                                "t",
                                content -> content.id()
                                        .text("created")
                                        .text("touched")
                                        .text("name")
                                        .trigger("on_insert", Event.INSERT)
                                        .trigger("on_update", Event.UPDATE))
                        .build())
                .trigger("t", "on_insert", TriggerRule.owns("created", "id"))
                .trigger("t", "on_update", TriggerRule.owns("created", "touched", "id"))
                .build()
                .table(TableName.of("t"));

        TablePlan plan = TablePlan.of(table, Set.of("id", "created", "touched", "name"));

        assertThat(plan.columns()).as("a key always stays").containsExactly("id", "touched", "name");
        assertThat(plan.leftToTriggers()).containsExactly("touched");
    }

    private static CatalogTable table(Consumer<SchemaBuilder.Table> content) {
        return HandMadeCatalog.of(SchemaBuilder.schema().table("t", content).build())
                .build()
                .table(TableName.of("t"));
    }
}
