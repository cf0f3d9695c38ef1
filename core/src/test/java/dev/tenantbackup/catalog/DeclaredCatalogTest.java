// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.model.CatalogException;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.DatabaseSchema;
import dev.tenantbackup.schema.SchemaBuilder;
import dev.tenantbackup.schema.ValueForm;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a person declares, and what is refused. */
class DeclaredCatalogTest extends CatalogScene {

    @Nested
    class Declared {

        @Test
        void declarationsOverrideTheSchema() {
            schema.table("orders", table -> table.id().refers("restaurant_id", "restaurants"))
                    .table("blobs", table -> table.uuid("id").key("id"))
                    .table(
                            "attachments",
                            table -> table.id()
                                    .text("record_type")
                                    .number("record_id")
                                    .uuid("blob_id")
                                    .foreignKey(List.of("blob_id"), "blobs", List.of("id"))
                                    .index("blob_id"))
                    .table("log", table -> table.id().refers("restaurant_id", "restaurants"))
                    .table("templates", table -> table.id().text("slug"));
            declarations
                    .table(
                            "attachments",
                            table -> table.polymorphic(
                                            "record_type",
                                            "record_id",
                                            Map.of("Order", "orders", "Place", "restaurants"))
                                    .ownedThrough("record_id"))
                    .table("blobs", TableDeclaration.Builder::ownedByReferrers)
                    .table("log", table -> table.excluded("kept elsewhere"))
                    .table("templates", table -> table.ownedWhere("slug = 't' || :tenant"));

            Catalog catalog = resolve();

            catalog.requireComplete();
            assertThat(chains(catalog, "attachments"))
                    .containsExactly(
                            "attachments.record_id -> orders.id where record_type = 'Order'",
                            "attachments.record_id -> restaurants.id where record_type = 'Place'");
            assertThat(catalog.table(TableName.of("blobs")).ownership())
                    .isInstanceOfSatisfying(
                            Ownership.ReferredTo.class,
                            owner -> assertThat(owner.referrers())
                                    .extracting(Reference::table)
                                    .containsExactly(TableName.of("attachments")));
            assertThat(catalog.table(TableName.of("log")).isOwned()).isFalse();
            assertThat(catalog.table(TableName.of("templates")).ownership().kind())
                    .isEqualTo("predicate");
        }

        @Test
        void namesMayDifferInCase() {
            DatabaseSchema loud = SchemaBuilder.schema()
                    .table("RESTAURANTS", table -> table.number("ID").key("ID"))
                    .table(
                            "ORDERS",
                            table -> table.number("ID")
                                    .key("ID")
                                    .number("RESTAURANT_ID")
                                    .index("RESTAURANT_ID")
                                    .number("LEGACY_ID"))
                    .build();
            declarations.table("orders", table -> table.columnRule("legacy_id", ColumnRule.LIVE));

            Catalog catalog = DeclaredCatalog.of(declarations.build()).resolve(loud, SchemaProbe.blind());

            CatalogTable orders = catalog.table(TableName.of("ORDERS"));
            assertThat(orders.ownership()).isEqualTo(new Ownership.ByColumn("RESTAURANT_ID", List.of()));
            assertThat(orders.columnRule("LEGACY_ID")).isEqualTo(ColumnRule.LIVE);
        }

        @Test
        void anOwnerThatLeadsNowhereIsAFindingAndNotARefusal() {
            schema.table("a", table -> table.id().mayRefer("b_id", "b")).table("b", table -> table.id());
            declarations.table("a", table -> table.ownedThrough("b_id"));

            Catalog catalog = resolve();

            assertThat(kinds(catalog)).containsExactly(Finding.Kind.UNREACHABLE);
            assertThat(catalog.unclassified()).hasSize(2);
        }

        @Test
        void ownershipInACircleIsRefused() {
            schema.table("orders", table -> table.id().refers("restaurant_id", "restaurants"))
                    .table("a", table -> table.id().refers("order_id", "orders").mayRefer("b_id", "b"))
                    .table("b", table -> table.id().refers("order_id", "orders").mayRefer("a_id", "a"));
            declarations
                    .table("a", table -> table.ownedThrough("order_id", "b_id"))
                    .table("b", table -> table.ownedThrough("order_id", "a_id"));

            assertThatThrownBy(DeclaredCatalogTest.this::resolve)
                    .isInstanceOf(CatalogException.class)
                    .hasMessageContaining("'a', 'b'")
                    .hasMessageContaining("circle");
        }

        @Test
        void allContradictionsAreReportedAtOnce() {
            schema.table(
                    "orders",
                    table -> table.id()
                            .refers("restaurant_id", "restaurants")
                            .text("note")
                            .column("place", "point", ValueForm.UNSUPPORTED, true));
            declarations
                    .table("ordres", table -> table.excluded("typo"))
                    .table(
                            "orders",
                            table -> table.columnRule("nota", ColumnRule.LIVE)
                                    .reference("note", "restaurantz")
                                    .uniqueRule("note", UniqueRule.NULL)
                                    .jsonReference("note", "$..x", "restaurants"))
                    .table("restaurants", table -> table.shared("name"));

            assertThatThrownBy(DeclaredCatalogTest.this::resolve)
                    .isInstanceOfSatisfying(CatalogException.class, failure -> {
                        assertThat(failure.all()).hasSize(7);
                        assertThat(failure.all()).extracting(Problem::message).anyMatch(text -> text.contains("point"));
                        assertThat(failure.problem().message())
                                .contains(
                                        "Did you mean 'orders'?",
                                        "Did you mean 'note'?",
                                        "Did you mean 'restaurants'?");
                    });
        }

        @Test
        void rulesForDirtyReferencesSuitTheirColumns() {
            schema.table(
                    "orders",
                    table -> table.id()
                            .refers("restaurant_id", "restaurants")
                            .mayRefer("seat_id", "seats")
                            .text("note"));
            schema.table("seats", table -> table.id().refers("restaurant_id", "restaurants"));
            declarations.table("orders", table -> table.dirtyRule("seat_id", DirtyRule.NULL));
            assertThat(resolve().table(TableName.of("orders")).dirtyRules())
                    .containsExactly(Map.entry("seat_id", DirtyRule.NULL));

            declarations.table(
                    "orders",
                    table -> table.dirtyRule("restaurant_id", DirtyRule.NULL)
                            .dirtyRule("note", DirtyRule.KEEP)
                            .dirtyRule("set_id", DirtyRule.REFUSE));

            assertThatThrownBy(DeclaredCatalogTest.this::resolve)
                    .isInstanceOfSatisfying(
                            CatalogException.class,
                            failure -> assertThat(failure.all())
                                    .extracting(problem ->
                                            problem.message() + problem.hint().orElse(""))
                                    .satisfiesExactlyInAnyOrder(
                                            text -> assertThat(text).contains("'restaurant_id'", "can't become NULL"),
                                            text -> assertThat(text).contains("'note'", "refers to nothing"),
                                            text -> assertThat(text).contains("'set_id'", "Did you mean 'seat_id'?")));
        }

        @Test
        void aPredicateWithoutTheTenantIsRefused() {
            schema.table("orders", table -> table.id());
            declarations.table("orders", table -> table.ownedWhere("1 = 1"));

            assertThatThrownBy(DeclaredCatalogTest.this::resolve).hasMessageContaining(":tenant");
        }

        @Test
        void nothingSaidIsRefusedWithTheLikelyTenantTables() {
            schema.table("orders", table -> table.id().refers("restaurant_id", "restaurants"));

            assertThatThrownBy(() -> DeclaredCatalog.of(
                                    CatalogDeclarations.builder().build())
                            .resolve(schema.build(), SchemaProbe.blind()))
                    .hasMessageContaining("'restaurants' (1 references)");
        }
    }

    @Nested
    class Guard {

        @Test
        void everyUnclassifiedTableIsNamedWithItsProposal() {
            schema.table("mystery", table -> table.id()).table("schema_migrations", table -> table.text("version"));

            Catalog catalog = resolve();

            assertThatThrownBy(catalog::requireComplete)
                    .isInstanceOfSatisfying(
                            CatalogException.class,
                            failure -> assertThat(failure.tables())
                                    .containsExactly(TableName.of("mystery"), TableName.of("schema_migrations")))
                    .hasMessageContaining("2 of 3 tables are not classified")
                    .hasMessageContaining("migration history");
        }

        @Test
        void whatCameSinceAcceptanceIsAFindingOrARefusal() {
            schema.table(
                    "orders",
                    table -> table.id().refers("restaurant_id", "restaurants").text("note"));
            declarations.accepted(
                    Map.of(TableName.of("restaurants"), Set.of("id", "name"), ORDERS, Set.of("id", "restaurant_id")));

            Catalog catalog = resolve();
            assertThat(catalog.findings())
                    .extracting(Finding::message)
                    .containsExactly("Column 'orders.note' came since the catalog was accepted.");

            declarations.strictColumns();
            assertThatThrownBy(DeclaredCatalogTest.this::resolve).hasMessageContaining("orders.note");
        }
    }
}
