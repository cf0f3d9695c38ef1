// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.remap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.catalog.HandMadeCatalog;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.UniqueRule;
import dev.tenantbackup.model.CatalogException;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.remap.ColumnRewrite.ByDomain;
import dev.tenantbackup.remap.ColumnRewrite.ByType;
import dev.tenantbackup.remap.ColumnRewrite.DocumentIds;
import dev.tenantbackup.remap.KeyDomain.Allocation;
import dev.tenantbackup.schema.ValueForm;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Which keys are made anew, and which references follow them. */
class RemapPlannerTest extends RemapScene {

    @Nested
    class OfKeys {

        @Test
        void aNumberOfTheDatabaseIsBornAnewAndItsReferencesFollow() {
            schema.table(
                            "orders",
                            table -> table.id().refers("tenant_id", "tenants").text("note"))
                    .table("lines", table -> table.id().refers("order_id", "orders"));

            RemapPlan plan = plan();

            KeyDomain order = domain("orders", "id", Allocation.GENERATOR);
            assertThat(plan.domains()).containsExactly(domain("lines", "id", Allocation.GENERATOR), order, TENANT);
            assertThat(of(plan, "orders")).isEqualTo(Map.of("id", follows(order), "tenant_id", follows(TENANT)));
            assertThat(of(plan, "lines")).containsEntry("order_id", follows(order));
            assertThat(plan.bornIn(TableName.of("orders"), "id")).contains(order);
            assertThat(plan.bornIn(TableName.of("orders"), "tenant_id")).isEmpty();
            assertThat(plan.bornIn(TableName.of("orders"))).containsExactly(order);
        }

        @Test
        void theTenantColumnFollowsWithoutAForeignKey() {
            schema.table("notes", table -> table.id().number("tenant_id"));

            assertThat(of(plan(), "notes")).containsEntry("tenant_id", follows(TENANT));
        }

        @Test
        void theRestOfAKeyWithTheTenantInItStaysAsItIs() {
            schema.table(
                    "settings", table -> table.number("tenant_id").text("name").key("tenant_id", "name"));

            RemapPlan plan = plan();

            assertThat(of(plan, "settings")).isEqualTo(Map.of("tenant_id", follows(TENANT)));
            assertThat(plan.bornIn(TableName.of("settings"))).isEmpty();
        }

        @Test
        void compositeReferencesFollowColumnByColumn() {
            schema.table(
                            "orders",
                            table -> table.refers("tenant_id", "tenants")
                                    .number("no")
                                    .key("tenant_id", "no"))
                    .table(
                            "lines",
                            table -> table.number("tenant_id")
                                    .number("no")
                                    .number("position")
                                    .key("tenant_id", "no", "position")
                                    .foreignKey(List.of("tenant_id", "no"), "orders", List.of("tenant_id", "no")));

            RemapPlan plan = plan();

            assertThat(plan.domains()).containsExactly(TENANT);
            assertThat(of(plan, "lines")).isEqualTo(Map.of("tenant_id", follows(TENANT)));
        }

        @Test
        void ofACompositeKeyWithoutReferencesOnePartIsBornAnew() {
            schema.table(
                            "cells",
                            table -> table.number("tenant_id")
                                    .text("sheet")
                                    .uuid("part")
                                    .number("no")
                                    .key("sheet", "part", "no"))
                    .table(
                            "marks",
                            table -> table.id()
                                    .number("tenant_id")
                                    .text("sheet")
                                    .uuid("part")
                                    .number("no")
                                    .foreignKey(
                                            List.of("sheet", "part", "no"), "cells", List.of("sheet", "part", "no")));

            RemapPlan plan = plan();

            KeyDomain part = domain("cells", "part", Allocation.UUID);
            assertThat(of(plan, "cells")).isEqualTo(Map.of("part", follows(part), "tenant_id", follows(TENANT)));
            assertThat(of(plan, "marks")).containsEntry("part", follows(part)).doesNotContainKeys("sheet", "no");
        }

        @Test
        void aPartOfAKeyWithAUniqueRuleOfItsOwnTakesItsReferencesAlong() {
            schema.table(
                            "cells",
                            table -> table.number("tenant_id")
                                    .text("sheet")
                                    .number("no")
                                    .key("sheet", "no")
                                    .unique("sheet"))
                    .table(
                            "marks",
                            table -> table.id()
                                    .number("tenant_id")
                                    .text("sheet")
                                    .number("no")
                                    .foreignKey(List.of("sheet", "no"), "cells", List.of("sheet", "no")));

            RemapPlan plan = RemapPlanner.plan(
                    catalog().unique("cells", "sheet", UniqueRule.SUFFIX).build());

            KeyDomain sheet = domain("cells", "sheet", Allocation.SUFFIX);
            assertThat(of(plan, "cells")).containsEntry("sheet", follows(sheet));
            assertThat(of(plan, "marks")).containsEntry("sheet", follows(sheet));
        }

        @Test
        void aReferenceToSharedRowsIsNoPartToBeMadeAnew() {
            schema.table("countries", table -> table.id())
                    .table(
                            "codes",
                            table -> table.number("tenant_id")
                                    .refers("country_id", "countries")
                                    .text("code")
                                    .key("country_id", "code"));

            RemapPlan plan = RemapPlanner.plan(catalog()
                    .owned("countries", new Ownership.Shared(List.of()))
                    .build());

            assertThat(of(plan, "codes"))
                    .containsEntry("code", follows(domain("codes", "code", Allocation.SUFFIX)))
                    .doesNotContainKey("country_id");
        }

        @Test
        void aKeyThatIsAReferenceFollowsItsParent() {
            schema.table("orders", table -> table.id().number("tenant_id"))
                    .table(
                            "invoices",
                            table -> table.refers("order_id", "orders").key("order_id"))
                    .table(
                            "reminders",
                            table -> table.id()
                                    .number("invoice_id")
                                    .foreignKey(List.of("invoice_id"), "invoices", List.of("order_id")));

            RemapPlan plan = plan();

            KeyDomain order = domain("orders", "id", Allocation.GENERATOR);
            assertThat(of(plan, "invoices")).containsEntry("order_id", follows(order));
            assertThat(of(plan, "reminders")).containsEntry("invoice_id", follows(order));
            assertThat(plan.bornIn(TableName.of("invoices"))).isEmpty();
        }

        @Test
        void everyKindOfKeyHasItsOwnSource() {
            schema.table("numbers", table -> table.number("k").key("k"))
                    .table("uuids", table -> table.uuid("k").key("k"))
                    .table("texts", table -> table.text("k").key("k"))
                    .table("tokens", table -> table.text("k").key("k"));
            HandMadeCatalog catalog = catalog().unique("tokens", "k", UniqueRule.MINT);
            for (String table : List.of("numbers", "uuids", "texts", "tokens")) {
                catalog.owned(table, new Ownership.ByPredicate("true"));
            }

            assertThat(RemapPlanner.plan(catalog.build()).domains())
                    .containsExactly(
                            domain("numbers", "k", Allocation.NEXT_NUMBER),
                            TENANT,
                            domain("texts", "k", Allocation.SUFFIX),
                            domain("tokens", "k", Allocation.MINT),
                            domain("uuids", "k", Allocation.UUID));
        }

        @Test
        void keysThatCanNotBeMadeAnewAreRefusedAllAtOnceAndEachOnce() {
            schema.table(
                            "flags",
                            table -> table.column("a", "boolean", ValueForm.BOOLEAN, false)
                                    .column("b", "bytea", ValueForm.BINARY, false)
                                    .key("a", "b")
                                    .number("tenant_id"))
                    .table(
                            "blobs",
                            table -> table.column("k", "bytea", ValueForm.BINARY, false)
                                    .key("k")
                                    .number("tenant_id"));

            assertThatThrownBy(RemapPlannerTest.this::plan)
                    .isInstanceOfSatisfying(
                            CatalogException.class,
                            refused -> assertThat(refused.all()).hasSize(2))
                    .hasMessageStartingWith("2 tables can't be loaded as a new tenant: No new key can be made for table"
                            + " 'blobs': none of its key columns [k] is a number, a UUID or a text."
                            + " No new key can be made for table 'flags'")
                    .hasMessageContaining("declare a reference for one of them, or exclude the table");
        }

        @Test
        void aTableWithoutAKeyHasNothingToBeBorn() {
            schema.table("log", table -> table.number("tenant_id").text("line"));

            assertThat(of(plan(), "log")).isEqualTo(Map.of("tenant_id", follows(TENANT)));
        }
    }

    @Nested
    class OfReferences {

        @Test
        void textsThatMeanNoneStay() {
            schema.table("orders", table -> table.id().number("tenant_id"))
                    .table("notes", table -> table.id().number("tenant_id").number("order_id"));

            RemapPlan plan = RemapPlanner.plan(catalog()
                    .reference("notes", "order_id", "orders", "id", "0", "")
                    .build());

            assertThat(of(plan, "notes"))
                    .containsEntry(
                            "order_id", new ByDomain(domain("orders", "id", Allocation.GENERATOR), Set.of("0", "")));
        }

        @Test
        void referencesToSharedTablesKeepTheirValues() {
            schema.table("countries", table -> table.id())
                    .table("branches", table -> table.id().number("tenant_id").refers("country_id", "countries"));

            RemapPlan plan = RemapPlanner.plan(catalog()
                    .owned("countries", new Ownership.Shared(List.of("id")))
                    .build());

            assertThat(of(plan, "branches")).doesNotContainKey("country_id");
            assertThat(plan.bornIn(TableName.of("countries"))).isEmpty();
        }

        @Test
        void aTreeFollowsItsOwnKey() {
            schema.table("nodes", table -> table.id().number("tenant_id").mayRefer("parent_id", "nodes"));

            assertThat(of(plan(), "nodes"))
                    .containsEntry("parent_id", follows(domain("nodes", "id", Allocation.GENERATOR)));
        }

        @Test
        void aCircleOfCompositeReferencesStillLeadsToTheTenant() {
            schema.table(
                            "a",
                            table -> table.number("tenant_id")
                                    .number("id")
                                    .numberOrNull("b_id")
                                    .key("tenant_id", "id")
                                    .foreignKey(List.of("tenant_id", "b_id"), "b", List.of("tenant_id", "id"))
                                    .foreignKey(List.of("tenant_id"), "tenants", List.of("id")))
                    .table(
                            "b",
                            table -> table.number("tenant_id")
                                    .number("id")
                                    .numberOrNull("a_id")
                                    .key("tenant_id", "id")
                                    .foreignKey(List.of("tenant_id", "a_id"), "a", List.of("tenant_id", "id")));
            Ownership byPredicate = new Ownership.ByPredicate("tenant_id = :tenant");

            RemapPlan plan = RemapPlanner.plan(
                    catalog().owned("a", byPredicate).owned("b", byPredicate).build());

            assertThat(plan.domains()).containsExactly(TENANT);
            assertThat(of(plan, "a")).isEqualTo(Map.of("tenant_id", follows(TENANT)));
            assertThat(of(plan, "b")).isEqualTo(Map.of("tenant_id", follows(TENANT)));
        }

        @Test
        void aPolymorphicIdFollowsTheTableOfItsType() {
            schema.table("orders", table -> table.id().number("tenant_id"))
                    .table("countries", table -> table.id())
                    .table(
                            "comments",
                            table -> table.id().number("tenant_id").text("kind").number("about"));

            RemapPlan plan = RemapPlanner.plan(catalog()
                    .owned("countries", new Ownership.Shared(List.of()))
                    .polymorphic("comments", "kind", "Order", "about", "orders")
                    .polymorphic("comments", "kind", "Tenant", "about", "tenants")
                    .polymorphic("comments", "kind", "Country", "about", "countries")
                    .build());

            assertThat(of(plan, "comments"))
                    .containsEntry(
                            "about",
                            new ByType(
                                    "kind",
                                    Map.of("Order", domain("orders", "id", Allocation.GENERATOR), "Tenant", TENANT)))
                    .doesNotContainKey("kind");
        }

        @Test
        void idsInsideDocumentsFollow() {
            schema.table("items", table -> table.id().number("tenant_id"))
                    .table("pages", table -> table.id().number("tenant_id").json("content"));

            RemapPlan plan = RemapPlanner.plan(catalog()
                    .document("pages", "content", "$.items[*]", "items", "id")
                    .document("pages", "content", "$.tenant", "tenants", "id")
                    .build());

            assertThat(of(plan, "pages"))
                    .containsEntry(
                            "content",
                            new ColumnRewrite.Document(List.of(
                                    new DocumentIds(
                                            JsonPath.parse("$.items[*]"), domain("items", "id", Allocation.GENERATOR)),
                                    new DocumentIds(JsonPath.parse("$.tenant"), TENANT))));
        }
    }

    @Test
    void aPlanCanBeToldOneRewriteMore() {
        RemapPlan plan = plan().with(TableName.of("tenants"), "name", new ColumnRewrite.Fixed("Nueva"));

        assertThat(of(plan, "tenants"))
                .containsEntry("name", new ColumnRewrite.Fixed("Nueva"))
                .containsEntry("id", follows(TENANT));
        assertThat(plan.isEmpty()).isFalse();
        assertThat(RemapPlan.NONE.isEmpty()).isTrue();
    }
}
