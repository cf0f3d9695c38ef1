// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.archive.RandomRows;
import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.HandMadeCatalog;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.model.CatalogException;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.SchemaBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LoadOrderTest {

    private static final int SEEDS = Boolean.getBoolean("tenantbackup.thorough") ? 5_000 : 200;

    @Test
    void parentsComeBeforeChildrenAndNamesDecideTheRest() {
        LoadOrder order = order(SchemaBuilder.schema()
                .table("a_lines", table -> table.id().refers("order_id", "z_orders"))
                .table("z_orders", table -> table.id().refers("tenant_id", "tenants"))
                .table("b_items", table -> table.id().refers("tenant_id", "tenants"))
                .table("tenants", table -> table.id()));

        assertThat(names(order)).containsExactly("tenants", "b_items", "z_orders", "a_lines");
        assertThat(order.later()).isEmpty();
    }

    @Test
    void referencesThatTheDatabaseDoesNotEnforceDoNotCount() {
        Catalog catalog = HandMadeCatalog.of(SchemaBuilder.schema()
                        .table("a", table -> table.id().number("b_id"))
                        .table("b", table -> table.id().number("a_id"))
                        .build())
                .reference("a", "b_id", "b", "id")
                .reference("b", "a_id", "a", "id")
                .build();

        assertThat(names(LoadOrder.of(catalog, plans(catalog)))).containsExactly("a", "b");
    }

    @Test
    void parentsThatAreNotLoadedDoNotCount() {
        Catalog catalog = catalog(SchemaBuilder.schema()
                .table("a", table -> table.id().refers("b_id", "b"))
                .table("b", table -> table.id().refers("a_id", "a")));
        List<TablePlan> some = plans(catalog).subList(0, 1);

        assertThat(names(LoadOrder.of(catalog, some))).containsExactly("a");
    }

    @Nested
    class WhereReferencesFormACycle {

        @Test
        void aNullableOneWaitsForTheSecondPass() {
            LoadOrder order = order(SchemaBuilder.schema()
                    .table("orders", table -> table.id().refers("payment_id", "payments"))
                    .table("payments", table -> table.id().mayRefer("order_id", "orders")));

            assertThat(names(order)).containsExactly("payments", "orders");
            assertThat(order.laterColumns(TableName.of("payments"))).containsExactly("order_id");
            assertThat(order.laterColumns(TableName.of("orders"))).isEmpty();
        }

        @Test
        void theRootRowWaitsRatherThanTheRowsItOwns() {
            Catalog catalog = HandMadeCatalog.of(SchemaBuilder.schema()
                            .table("branches", table -> table.id().mayRefer("tenant_id", "tenants"))
                            .table("tenants", table -> table.id().mayRefer("main_branch_id", "branches"))
                            .build())
                    .root("tenants")
                    .build();

            LoadOrder order = LoadOrder.of(catalog, plans(catalog));

            assertThat(names(order)).containsExactly("tenants", "branches");
            assertThat(order.laterColumns(TableName.of("tenants"))).containsExactly("main_branch_id");
        }

        @Test
        void onlyAsManyWaitAsNeeded() {
            LoadOrder order = order(SchemaBuilder.schema()
                    .table("a", table -> table.id().mayRefer("b_id", "b").mayRefer("x_id", "x"))
                    .table("b", table -> table.id().mayRefer("c_id", "c"))
                    .table("c", table -> table.id().refers("a_id", "a"))
                    .table("x", table -> table.id()));

            assertThat(order.later()).hasSize(1);
            assertThat(order.laterColumns(TableName.of("a"))).containsExactly("b_id");
            assertThat(names(order)).containsExactly("x", "a", "c", "b");
        }

        @Test
        void aDeferrableOneNeedsNoSecondPass() {
            LoadOrder order = order(SchemaBuilder.schema()
                    .table(
                            "a",
                            table ->
                                    table.id().number("b_id").deferrableForeignKey(List.of("b_id"), "b", List.of("id")))
                    .table("b", table -> table.id().refers("a_id", "a")));

            assertThat(names(order)).containsExactly("a", "b");
            assertThat(order.later()).isEmpty();
        }

        @Test
        void withNeitherItIsRefusedAndShown() {
            assertThatThrownBy(() -> order(SchemaBuilder.schema()
                            .table("a", table -> table.id().refers("b_id", "b"))
                            .table("b", table -> table.id().refers("c_id", "c"))
                            .table("c", table -> table.id().refers("a_id", "a"))
                            .table("d", table -> table.id().refers("a_id", "a"))))
                    .isInstanceOf(CatalogException.class)
                    .hasMessageContaining("Tables refer to each other in a circle with neither a nullable nor a"
                            + " deferrable foreign key: a -> b -> c -> a.")
                    .hasMessageContaining("make one of these foreign keys nullable or DEFERRABLE");
        }

        @Test
        void aNullableColumnOfTheKeyOpensNothing() {
            assertThatThrownBy(() -> order(SchemaBuilder.schema()
                            .table("a", table -> table.mayRefer("id", "b").key("id"))
                            .table("b", table -> table.id().refers("a_id", "a"))))
                    .isInstanceOf(CatalogException.class)
                    .hasMessageContaining("a -> b -> a");
        }
    }

    @Nested
    class WhereATableRefersToItself {

        @Test
        void aNullableReferenceWaits() {
            LoadOrder order = order(SchemaBuilder.schema()
                    .table("categories", table -> table.id().mayRefer("parent_id", "categories")));

            assertThat(order.laterColumns(TableName.of("categories"))).containsExactly("parent_id");
        }

        @Test
        void ofACompositeReferenceOnlyTheNullableColumnsWait() {
            LoadOrder order = order(SchemaBuilder.schema()
                    .table(
                            "staff",
                            table -> table.number("tenant_id")
                                    .number("id")
                                    .numberOrNull("boss_id")
                                    .key("tenant_id", "id")
                                    .foreignKey(List.of("tenant_id", "boss_id"), "staff", List.of("tenant_id", "id"))));

            assertThat(order.laterColumns(TableName.of("staff"))).containsExactly("boss_id");
        }

        @Test
        void oneThatCanNotBeNullIsNoCycleOfTables() {
            LoadOrder order = order(
                    SchemaBuilder.schema().table("nodes", table -> table.id().refers("parent_id", "nodes")));

            assertThat(names(order)).containsExactly("nodes");
            assertThat(order.later()).isEmpty();
        }
    }

    @Test
    void whateverTheReferencesEveryoneOfThemIsMetOrWaits() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Catalog catalog = catalog(randomSchema(new RandomRows(seed)));

            LoadOrder order = LoadOrder.of(catalog, plans(catalog));

            assertThat(order.tables()).as("seed %d", seed).hasSameSizeAs(catalog.tables());
            Set<TableName> written = new HashSet<>();
            for (TablePlan table : order.tables()) {
                List<Reference> waiting = order.laterOf(table.name()).stream()
                        .map(LoadOrder.Later::reference)
                        .toList();
                for (Reference reference : table.table().references()) {
                    assertThat(written.contains(reference.parent()) || waiting.contains(reference))
                            .as("%s, seed %d", reference, seed)
                            .isTrue();
                }
                written.add(table.name());
            }
        }
    }

    private static SchemaBuilder randomSchema(RandomRows random) {
        SchemaBuilder schema = SchemaBuilder.schema();
        int tables = 1 + random.upTo(7);
        for (int i = 0; i < tables; i++) {
            int number = i;
            schema.table("t" + number, table -> {
                table.id();
                for (int column = random.upTo(3); column > 0; column--) {
                    int parent = random.upTo(tables - 1);
                    if (parent < number && random.oneIn(2)) {
                        table.refers("c" + column, "t" + parent);
                    } else {
                        table.mayRefer("c" + column, "t" + parent);
                    }
                }
            });
        }
        return schema;
    }

    private static LoadOrder order(SchemaBuilder schema) {
        Catalog catalog = catalog(schema);
        return LoadOrder.of(catalog, plans(catalog));
    }

    private static Catalog catalog(SchemaBuilder schema) {
        return HandMadeCatalog.of(schema.build()).build();
    }

    private static List<TablePlan> plans(Catalog catalog) {
        List<TablePlan> plans = new ArrayList<>();
        for (CatalogTable table : catalog.tables()) {
            plans.add(TablePlan.of(table, Set.copyOf(table.schema().storedColumnNames())));
        }
        return plans;
    }

    private static List<String> names(LoadOrder order) {
        return order.tables().stream().map(table -> table.name().toString()).toList();
    }
}
