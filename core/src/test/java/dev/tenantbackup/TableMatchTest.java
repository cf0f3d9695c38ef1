// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.HandMadeCatalog;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.drift.Evolution;
import dev.tenantbackup.load.MemoryRows;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.plan.TablePlan;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.SchemaBuilder;
import dev.tenantbackup.schema.ValueForm;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TableMatchTest {

    private final Catalog catalog = HandMadeCatalog.of(SchemaBuilder.schema()
                    .table(
                            "items",
                            table -> table.id()
                                    .number("tenant_id")
                                    .textOrNull("note")
                                    .text("kind")
                                    .change(
                                            "kind",
                                            column -> new Column(
                                                    column.name(),
                                                    column.type(),
                                                    column.form(),
                                                    false,
                                                    false,
                                                    Column.Identity.NONE,
                                                    null,
                                                    true,
                                                    null))
                                    .text("code"))
                    .table("notes", table -> table.id().number("tenant_id"))
                    .table("countries", table -> table.id())
                    .build())
            .owned("countries", new Ownership.Shared(List.of()))
            .build();

    private final MemoryRows source =
            new MemoryRows().with("items", List.of("id", "tenant_id", "code"), Row.of("1", "1", "a"));

    @Test
    void columnsThatMayBeLeftOutAreAndOtherTablesStay() {
        TableMatch match = TableMatch.of(catalog, source, Set.of(), Evolution.NONE);

        assertThat(match.drift().conflicts()).isEmpty();
        assertThat(match.plans()).extracting(TablePlan::columns).containsExactly(List.of("id", "tenant_id", "code"));
        assertThat(match.notes()).containsExactly("Table 'notes' is not in the backup; its rows stay as they are.");
    }

    @Test
    void aColumnThatTheDatabaseDoesNotHaveWouldBeLost() {
        source.with("items", List.of("id", "tenant_id", "code", "price"), Row.of("1", "1", "a", "2.50"));

        assertThat(TableMatch.of(catalog, source, Set.of(), Evolution.NONE)
                        .drift()
                        .conflicts())
                .singleElement()
                .satisfies(conflict -> {
                    assertThat(conflict.kind()).isEqualTo(Conflict.Kind.SCHEMA);
                    assertThat(conflict.message())
                            .isEqualTo("The backup holds column 'price' of table 'items', which the database does not"
                                    + " have: its values would be lost.");
                });
    }

    @Test
    void aTableThatTheDatabaseDoesNotHaveWouldBeLost() {
        source.with("gone", List.of("id"), Row.of("1"), Row.of("2")).with("countries", List.of("id"), Row.of("1"));

        assertThat(TableMatch.of(catalog, source, Set.of(), Evolution.NONE)
                        .drift()
                        .conflicts())
                .extracting(Conflict::message)
                .containsExactly(
                        "The backup holds 1 rows of table 'countries', which the database does not have or no longer"
                                + " counts as the tenant's.",
                        "The backup holds 2 rows of table 'gone', which the database does not have or no longer counts as"
                                + " the tenant's.");
        assertThat(TableMatch.of(catalog, source, Set.of(TableName.of("items")), Evolution.NONE)
                        .drift()
                        .conflicts())
                .as("named tables only")
                .isEmpty();
    }

    @Test
    void withoutRowsNothingIsLost() {
        source.with("items", List.of("id", "tenant_id", "code", "price")).with("gone", List.of("id"));

        assertThat(TableMatch.of(catalog, source, Set.of(), Evolution.NONE)
                        .drift()
                        .conflicts())
                .isEmpty();
    }

    @Test
    void aColumnThatNeedsAValueIsAConflictAndAMissingKeyLeavesTheTableOut() {
        source.with("items", List.of("tenant_id"), Row.of("1"));

        TableMatch match = TableMatch.of(catalog, source, Set.of(), Evolution.NONE);

        assertThat(match.drift().conflicts())
                .extracting(Conflict::message)
                .containsExactly(
                        "The backup does not hold column 'id' of table 'items', which is part of its key.",
                        "The backup does not hold column 'code' of table 'items', which has no default and can't be"
                                + " NULL.");
        assertThat(match.plans()).isEmpty();
    }

    @Test
    void aTableThatIsNotInTheBackupCanNotBeAskedFor() {
        assertThatThrownBy(() -> TableMatch.of(catalog, source, Set.of(TableName.of("notes")), Evolution.NONE))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("There is no table [notes] in backup_1.")
                .hasMessageContaining("it holds [items]");
    }

    @Test
    void valuesThatAChangedTypeCanNotHoldAreNamedAndLeftOut() {
        source.with("items", List.of("id", "tenant_id", "code"), Row.of("1", "1", "a"), Row.of("3000000000", "1", "b"))
                .typed("items", "id", "integer")
                .typed("items", "code", "varchar(200)");
        Catalog narrow = HandMadeCatalog.of(SchemaBuilder.schema()
                        .table(
                                "items",
                                table -> table.id()
                                        .number("tenant_id")
                                        .text("code")
                                        .change("code", TableMatchTest::words))
                        .build())
                .build();

        TableMatch match = TableMatch.of(narrow, source, Set.of(), Evolution.NONE);

        assertThat(match.drift().conflicts()).singleElement().satisfies(conflict -> {
            assertThat(conflict.message())
                    .isEqualTo("Column 'code' of table 'items' was varchar(200) in the backup and is enum('a','c') now,"
                            + " which can't hold 1 of the archived values exactly.");
            assertThat(conflict.count()).isEqualTo(1);
            assertThat(conflict.samples()).extracting(RowKey::toString).containsExactly("(id=3000000000)");
        });
        assertThat(match.plans()).extracting(TablePlan::columns).containsExactly(List.of("id", "tenant_id"));
    }

    @Test
    void aChangedTypeThatHoldsEveryValueIsNoConflict() {
        source.with("items", List.of("id", "tenant_id", "code"), Row.of("1", "1", "a"))
                .typed("items", "code", "varchar(200)");

        assertThat(TableMatch.of(catalog, source, Set.of(), Evolution.NONE)
                        .drift()
                        .conflicts())
                .isEmpty();
    }

    private static Column words(Column column) {
        return Column.of(column.name(), "enum('a','c')", ValueForm.TEXT, false);
    }
}
