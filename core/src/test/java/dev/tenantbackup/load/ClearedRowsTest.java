// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.catalog.HandMadeCatalog;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.schema.SchemaBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClearedRowsTest {

    private static final TablePlan ITEMS = TablePlan.of(
            HandMadeCatalog.of(SchemaBuilder.schema()
                            .table("items", table -> table.id().text("seat").text("menu"))
                            .build())
                    .build()
                    .table(TableName.of("items")),
            Set.of("id", "seat", "menu"));

    @Test
    void onlyMarkedColumnsOfMarkedRowsAreNull() {
        assertThat(cleared(
                        List.of(
                                Row.of("2", "s", "m"),
                                Row.of("9", "s", "m"),
                                Row.of("10", "s", "m"),
                                Row.of("11", "s", "m")),
                        List.of(Row.of("9", "Y", null), Row.of("10", "Y", "Y"))))
                .containsExactly(
                        Row.of("2", "s", "m"),
                        Row.of("9", null, "m"),
                        Row.of("10", null, null),
                        Row.of("11", "s", "m"));
    }

    @Test
    void marksOfRowsThatAreNotThereAreSkipped() {
        assertThat(cleared(
                        List.of(Row.of("2", "s", "m"), Row.of("9", "s", "m")),
                        List.of(Row.of("1", "Y", null), Row.of("5", "Y", null), Row.of("9", null, "Y"))))
                .containsExactly(Row.of("2", "s", "m"), Row.of("9", "s", null));
    }

    private static List<Row> cleared(List<Row> archived, List<Row> marks) {
        List<Row> rows = new ArrayList<>();
        try (ClearedRows cleared = new ClearedRows(
                ITEMS, RowStream.of(ITEMS.columns(), archived), RowStream.of(List.of("id", "seat", "menu"), marks))) {
            for (Row row = cleared.next(); row != null; row = cleared.next()) {
                rows.add(row);
            }
        }
        return rows;
    }
}
