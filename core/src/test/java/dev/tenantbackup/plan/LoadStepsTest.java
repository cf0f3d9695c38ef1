// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.HandMadeCatalog;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.remap.RemapPlan;
import dev.tenantbackup.schema.SchemaBuilder;
import dev.tenantbackup.schema.UniqueKey;
import dev.tenantbackup.schema.ValueForm;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LoadStepsTest {

    private static final TableChanges INSERTS = changes(1, 0, 0);
    private static final TableChanges UPDATES = changes(0, 1, 0);
    private static final TableChanges DELETES = changes(0, 0, 1);
    private static final TableChanges ALL = changes(1, 1, 1);

    @Nested
    class OfOrdersAndLines {

        private final SchemaBuilder schema = SchemaBuilder.schema()
                .table("orders", table -> table.id().text("note"))
                .table("lines", table -> table.id().refers("order_id", "orders"));

        @Test
        void nothingToDoIsNoStep() {
            assertThat(steps(schema, Map.of())).isEmpty();
            assertThat(steps(schema, Map.of("orders", TableChanges.NONE))).isEmpty();
        }

        @Test
        void insertsGoFromParentsToChildren() {
            assertThat(steps(schema, Map.of("orders", INSERTS, "lines", INSERTS)))
                    .containsExactly("insert into orders", "insert into lines");
        }

        @Test
        void deletesGoFromChildrenToParents() {
            assertThat(steps(schema, Map.of("orders", DELETES, "lines", DELETES)))
                    .containsExactly("delete from lines", "delete from orders");
        }

        @Test
        void aParentThatUpdatedRowsHoldWithoutBeingAbleToLetGoIsDeletedAtLast() {
            assertThat(steps(schema, Map.of("orders", ALL, "lines", ALL)))
                    .containsExactly(
                            "delete from lines",
                            "delete from orders",
                            "insert into orders",
                            "insert into lines",
                            "update orders",
                            "update lines",
                            "delete from orders");
        }

        @Test
        void whatAHeldRowRefersToIsDeletedAfterIt() {
            schema.table("sips", table -> table.id().refers("line_id", "lines"));

            assertThat(steps(schema, Map.of("orders", DELETES, "lines", DELETES, "sips", UPDATES)))
                    .containsExactly(
                            "delete from lines",
                            "delete from orders",
                            "update sips",
                            "delete from lines",
                            "delete from orders");
        }

        @Test
        void theFirstDeleteLeavesWhatIsStillReferredTo() {
            List<LoadStep> steps = loadSteps(schema, Map.of("orders", DELETES, "lines", UPDATES));

            assertThat(steps.get(0))
                    .isInstanceOfSatisfying(
                            LoadStep.Delete.class,
                            delete -> assertThat(delete.unlessReferredBy())
                                    .extracting(Object::toString)
                                    .containsExactly("lines.order_id -> orders.id"));
            assertThat(steps.get(2)).isEqualTo(new LoadStep.Delete(TableName.of("orders"), List.of()));
        }
    }

    @Nested
    class OfNullableReferences {

        private final SchemaBuilder schema = SchemaBuilder.schema()
                .table("menus", table -> table.id())
                .table("items", table -> table.id().mayRefer("menu_id", "menus"));

        @Test
        void updatedRowsLetGoOfDeletedParentsFirst() {
            assertThat(steps(schema, Map.of("menus", DELETES, "items", UPDATES)))
                    .containsExactly("clear items.menu_id -> menus.id", "delete from menus", "update items");
        }

        @Test
        void deletedChildrenNeedNotLetGoForTheyGoFirst() {
            assertThat(steps(schema, Map.of("menus", DELETES, "items", DELETES)))
                    .containsExactly("delete from items", "delete from menus");
        }

        @Test
        void ofACycleEvenDeletedRowsLetGo() {
            SchemaBuilder cycle = SchemaBuilder.schema()
                    .table("orders", table -> table.id().refers("payment_id", "payments"))
                    .table("payments", table -> table.id().mayRefer("order_id", "orders"));

            assertThat(steps(cycle, Map.of("orders", DELETES, "payments", DELETES)))
                    .containsExactly(
                            "clear payments.order_id -> orders.id", "delete from orders", "delete from payments");
            assertThat(steps(cycle, Map.of("orders", INSERTS, "payments", INSERTS)))
                    .containsExactly(
                            "insert into payments without order_id", "insert into orders", "fill order_id of payments");
        }

        @Test
        void rowsThatReferToEachOtherInOneTableLetGoAndAreFilledLater() {
            SchemaBuilder tree =
                    SchemaBuilder.schema().table("nodes", table -> table.id().mayRefer("parent_id", "nodes"));

            assertThat(steps(tree, Map.of("nodes", ALL)))
                    .containsExactly(
                            "clear nodes.parent_id -> nodes.id",
                            "delete from nodes",
                            "insert into nodes without parent_id",
                            "fill parent_id of nodes",
                            "update nodes");
        }
    }

    @Nested
    class OfUniqueKeys {

        @Test
        void theyAreParkedBeforeAnythingElseIfRowsAreUpdated() {
            SchemaBuilder schema = SchemaBuilder.schema()
                    .table("pages", table -> table.id().text("slug").unique("slug"));

            assertThat(steps(schema, Map.of("pages", ALL)))
                    .containsExactly(
                            "park pages_slug_key of pages", "delete from pages", "insert into pages", "update pages");
            assertThat(steps(schema, Map.of("pages", INSERTS))).containsExactly("insert into pages");
        }

        @Test
        void whereNothingCanBeParkedUpdatesMakeRoomForInsertsUnlessTheyNeedThem() {
            UniqueKey oneActive = new UniqueKey("one_active", List.of("menu_id"), true, true);
            SchemaBuilder leaf = SchemaBuilder.schema()
                    .table("menus", table -> table.id())
                    .table(
                            "pages",
                            table -> table.id().refers("menu_id", "menus").unique(oneActive));
            SchemaBuilder tree = SchemaBuilder.schema()
                    .table("menus", table -> table.id())
                    .table(
                            "pages",
                            table -> table.id()
                                    .refers("menu_id", "menus")
                                    .mayRefer("parent_id", "pages")
                                    .unique(oneActive));

            assertThat(steps(leaf, Map.of("pages", ALL)))
                    .containsExactly("delete from pages", "update pages", "insert into pages");
            assertThat(steps(tree, Map.of("pages", ALL))).endsWith("fill parent_id of pages", "update pages");
        }

        @Test
        void aNullableColumnIsParkedFirstThenANumberATextAUuid() {
            LoadPlan table = plan(SchemaBuilder.schema()
                    .table(
                            "t",
                            content -> content.id()
                                    .text("code")
                                    .number("no")
                                    .textOrNull("alias")
                                    .uuid("token")
                                    .column("day", "date", ValueForm.TEXT, false)
                                    .refers("parent_id", "p")
                                    .mayRefer("second_id", "p")
                                    .text("number")
                                    .unique("number")
                                    .number("tenant_id"))
                    .table("p", content -> content.id())
                    .table(
                            "c",
                            content ->
                                    content.id().text("number").foreignKey(List.of("number"), "t", List.of("number"))));

            assertThat(parked(table, UniqueKey.of("k", "code", "no", "alias"))).isEqualTo("alias");
            assertThat(parked(table, UniqueKey.of("k", "code", "no"))).isEqualTo("no");
            assertThat(parked(table, UniqueKey.of("k", "token", "code"))).isEqualTo("code");
            assertThat(parked(table, UniqueKey.of("k", "parent_id", "code"))).isEqualTo("code");
            assertThat(parked(table, UniqueKey.of("k", "second_id", "token"))).isEqualTo("token");
            assertThat(parked(table, UniqueKey.of("k", "parent_id", "second_id")))
                    .as("a reference that may be NULL, where there is nothing else")
                    .isEqualTo("second_id");
            assertThat(parked(table, UniqueKey.of("k", "parent_id"))).isEqualTo("none");
            assertThat(parked(table, UniqueKey.of("k", "tenant_id", "no"))).isEqualTo("no");
            assertThat(parked(table, UniqueKey.of("k", "tenant_id"))).isEqualTo("none");
            assertThat(parked(table, UniqueKey.of("k", "day"))).isEqualTo("none");
            assertThat(parked(table, UniqueKey.of("k", "number")))
                    .as("others refer to it")
                    .isEqualTo("none");
            assertThat(parked(table, UniqueKey.of("k", "id"))).isEqualTo("none");
            assertThat(parked(table, new UniqueKey("k", List.of("alias", "code"), false, false)))
                    .as("two rows without an alias would collide")
                    .isEqualTo("code");
            assertThat(parked(table, new UniqueKey("k", List.of("parent_id", "alias"), false, false)))
                    .as("by a value, for want of another column")
                    .isEqualTo("alias");
            assertThat(parked(table, new UniqueKey("k", List.of("code"), true, true)))
                    .isEqualTo("none");
            assertThat(parked(table, UniqueKey.of("k", "not_in_the_backup"))).isEqualTo("none");
        }

        @Test
        void theyAreParkedInRowsThatAreDeletedAfterTheInserts() {
            SchemaBuilder schema = SchemaBuilder.schema()
                    .table("pages", table -> table.id().text("slug").unique("slug"))
                    .table("links", table -> table.id().refers("page_id", "pages"));

            assertThat(loadSteps(schema, Map.of("pages", changes(1, 0, 1), "links", UPDATES)))
                    .first()
                    .isInstanceOfSatisfying(
                            LoadStep.ParkUnique.class,
                            park -> assertThat(park.inDeletedRows()).isTrue());
            assertThat(steps(schema, Map.of("pages", changes(1, 0, 1), "links", DELETES)))
                    .containsExactly("delete from links", "delete from pages", "insert into pages");
        }

        private String parked(LoadPlan plan, UniqueKey key) {
            return LoadSteps.parkable(plan.catalog(), plan.table(TableName.of("t")), key)
                    .map(column -> column.name())
                    .orElse("none");
        }
    }

    @Test
    void everyStepSaysWhichTableItWrites() {
        SchemaBuilder schema = SchemaBuilder.schema()
                .table(
                        "a",
                        table -> table.id()
                                .column("u", "uuid", ValueForm.UUID, true)
                                .unique("u")
                                .mayRefer("b_id", "b"))
                .table("b", table -> table.id().mayRefer("a_id", "a"));

        assertThat(loadSteps(schema, Map.of("a", ALL, "b", ALL)))
                .allSatisfy(step ->
                        assertThat(step.describe()).contains(step.table().name()));
    }

    private static List<String> steps(SchemaBuilder schema, Map<String, TableChanges> changes) {
        return loadSteps(schema, changes).stream().map(LoadStep::describe).toList();
    }

    private static List<LoadStep> loadSteps(SchemaBuilder schema, Map<String, TableChanges> changes) {
        Map<TableName, TableChanges> byName = new TreeMap<>();
        changes.forEach((table, change) -> byName.put(TableName.of(table), change));
        return LoadSteps.of(plan(schema), byName);
    }

    private static LoadPlan plan(SchemaBuilder schema) {
        Catalog catalog = HandMadeCatalog.of(schema.build()).build();
        List<TablePlan> tables = catalog.tables().stream()
                .map(table -> TablePlan.of(table, Set.copyOf(table.schema().storedColumnNames())))
                .toList();
        return new LoadPlan(
                catalog,
                new Target.InPlace(TenantId.of(1)),
                LoadOrder.of(catalog, tables),
                RemapPlan.NONE,
                Map.of(),
                Map.of());
    }

    private static TableChanges changes(long inserted, long updated, long deleted) {
        return new TableChanges(inserted, updated, deleted, 0, 0, List.of(), List.of(), List.of());
    }
}
