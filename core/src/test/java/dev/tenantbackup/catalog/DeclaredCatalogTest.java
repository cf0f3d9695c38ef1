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

class DeclaredCatalogTest {

    private static final TableName ORDERS = TableName.of("orders");

    private final CatalogDeclarations.Builder declarations =
            CatalogDeclarations.builder().tenantTable("restaurants");
    private final SchemaBuilder schema =
            SchemaBuilder.schema().table("restaurants", table -> table.id().text("name"));

    @Nested
    class Proven {

        @Test
        void theTenantColumnOwns() {
            schema.table("orders", table -> table.id().refers("restaurant_id", "restaurants"));

            Catalog catalog = resolve();

            assertThat(catalog.root().orElseThrow().keyColumn()).isEqualTo("id");
            assertThat(catalog.table(TableName.of("restaurants")).ownership()).isEqualTo(new Ownership.Root("id"));
            assertThat(catalog.table(ORDERS).ownership()).isEqualTo(new Ownership.ByColumn("restaurant_id", List.of()));
            assertThat(catalog.table(ORDERS).references())
                    .extracting(Reference::toString)
                    .containsExactly("orders.restaurant_id -> restaurants.id");
            assertThat(catalog.findings()).isEmpty();
        }

        @Test
        void requiredForeignKeysOwnAcrossManySteps() {
            schema.table("orders", table -> table.id().refers("restaurant_id", "restaurants"))
                    .table("payments", table -> table.id().refers("order_id", "orders"))
                    .table("refunds", table -> table.id().refers("payment_id", "payments"))
                    .table("refund_lines", table -> table.id().refers("refund_id", "refunds"));

            assertThat(chains(resolve(), "refund_lines")).containsExactly("refund_lines.refund_id -> refunds.id");
        }

        @Test
        void severalRequiredForeignKeysAllOwnTheShortestWayFirst() {
            schema.table("orders", table -> table.id().refers("restaurant_id", "restaurants"))
                    .table("payments", table -> table.id().refers("order_id", "orders"))
                    .table(
                            "refunds",
                            table -> table.id().refers("payment_id", "payments").refers("order_id", "orders"));

            assertThat(chains(resolve(), "refunds"))
                    .containsExactly("refunds.order_id -> orders.id", "refunds.payment_id -> payments.id");
        }

        @Test
        void compositeForeignKeysOwn() {
            schema.table(
                            "orders",
                            table -> table.number("restaurant_id")
                                    .number("number")
                                    .key("restaurant_id", "number"))
                    .table(
                            "lines",
                            table -> table.id()
                                    .number("order_restaurant")
                                    .number("order_number")
                                    .foreignKey(
                                            List.of("order_restaurant", "order_number"),
                                            "orders",
                                            List.of("restaurant_id", "number"))
                                    .index("order_number", "order_restaurant"));

            Catalog catalog = resolve();

            assertThat(chains(catalog, "lines"))
                    .containsExactly("lines(order_restaurant, order_number) -> orders(restaurant_id, number)");
            assertThat(catalog.findings()).isEmpty();
        }

        @Test
        void aNullableTenantColumnOwnsAndRequiredForeignKeysDecideWhereItIsNull() {
            schema.table("locations", table -> table.id().refers("restaurant_id", "restaurants"))
                    .table(
                            "devices",
                            table -> table.id()
                                    .mayRefer("restaurant_id", "restaurants")
                                    .refers("location_id", "locations"));

            Ownership ownership = resolve().table(TableName.of("devices")).ownership();

            assertThat(ownership.kind()).isEqualTo("column");
            assertThat(ownership.chains())
                    .extracting(Reference::toString)
                    .containsExactly("devices.location_id -> locations.id");
        }

        @Test
        void aNullableTenantColumnStaysOneWithoutAnyChain() {
            schema.table("users", table -> table.id().mayRefer("restaurant_id", "restaurants"));

            assertThat(resolve().table(TableName.of("users")).ownership())
                    .isEqualTo(new Ownership.ByColumn("restaurant_id", List.of()));
        }

        @Test
        void tablesThatLeadToEachOtherAreOwnedTowardsTheTenantOnly() {
            schema.table("orders", table -> table.id().refers("restaurant_id", "restaurants"))
                    .table(
                            "drafts",
                            table -> table.id().refers("order_id", "orders").refers("version_id", "versions"))
                    .table("versions", table -> table.id().refers("draft_id", "drafts"));

            Catalog catalog = resolve();

            assertThat(chains(catalog, "drafts")).containsExactly("drafts.order_id -> orders.id");
            assertThat(chains(catalog, "versions")).containsExactly("versions.draft_id -> drafts.id");
        }

        @Test
        void selfReferencesNeverOwn() {
            schema.table("orders", table -> table.id().refers("restaurant_id", "restaurants"))
                    .table(
                            "notes",
                            table -> table.id().refers("order_id", "orders").refers("reply_to", "notes"));

            assertThat(chains(resolve(), "notes")).containsExactly("notes.order_id -> orders.id");
        }

        @Test
        void theTenantTableIsFoundBehindTheTenantColumn() {
            schema.table("orders", table -> table.id().refers("restaurant_id", "restaurants"));

            Catalog catalog = DeclaredCatalog.of(CatalogDeclarations.builder()
                            .tenantColumn("restaurant_id")
                            .build())
                    .resolve(schema.build(), SchemaProbe.blind());

            assertThat(catalog.root().orElseThrow().table()).isEqualTo(TableName.of("restaurants"));
        }

        @Test
        void thereNeedNotBeATenantTable() {
            DatabaseSchema bare = SchemaBuilder.schema()
                    .table("orders", table -> table.id().text("tenant").index("tenant"))
                    .build();

            Catalog catalog = DeclaredCatalog.of(
                            CatalogDeclarations.builder().tenantColumn("tenant").build())
                    .resolve(bare, SchemaProbe.blind());

            assertThat(catalog.root()).isEmpty();
            assertThat(catalog.table(ORDERS).ownership()).isEqualTo(new Ownership.ByColumn("tenant", List.of()));
        }
    }

    @Nested
    class Proposed {

        @Test
        void chainsOverNullableForeignKeysTogether() {
            schema.table("reservations", table -> table.id().refers("restaurant_id", "restaurants"))
                    .table("waitlist", table -> table.id().refers("restaurant_id", "restaurants"))
                    .table(
                            "allocations",
                            table -> table.id()
                                    .mayRefer("reservation_id", "reservations")
                                    .mayRefer("waitlist_id", "waitlist"))
                    .table("allocation_notes", table -> table.id().refers("allocation_id", "allocations"));

            Catalog catalog = resolve();

            assertThat(catalog.unclassified().keySet())
                    .extracting(TableName::name)
                    .containsExactly("allocation_notes", "allocations");
            assertThat(proposal(catalog, "allocations").ownership().chains())
                    .extracting(Reference::toString)
                    .containsExactly(
                            "allocations.reservation_id -> reservations.id", "allocations.waitlist_id -> waitlist.id");
            assertThat(proposal(catalog, "allocation_notes").reason()).contains("once 'allocations' is decided");
        }

        @Test
        void acceptedProposalsClassifyAndAreFindings() {
            schema.table("reservations", table -> table.id().refers("restaurant_id", "restaurants"))
                    .table("allocations", table -> table.id().mayRefer("reservation_id", "reservations"));

            Catalog catalog = DeclaredCatalog.of(declarations.build())
                    .acceptingProposals()
                    .resolve(schema.build(), SchemaProbe.blind());

            assertThat(catalog.isComplete()).isTrue();
            assertThat(chains(catalog, "allocations")).containsExactly("allocations.reservation_id -> reservations.id");
            assertThat(kinds(catalog)).containsExactly(Finding.Kind.PROPOSAL_ACCEPTED);
        }

        @Test
        void whereATenantColumnMayBeNullOtherForeignKeysAreProposed() {
            schema.table("locations", table -> table.id().refers("restaurant_id", "restaurants"))
                    .table("areas", table -> table.id().refers("location_id", "locations"))
                    .table(
                            "users",
                            table -> table.id()
                                    .mayRefer("restaurant_id", "restaurants")
                                    .mayRefer("home_location_id", "locations")
                                    .mayRefer("area_id", "areas")
                                    .mayRefer("boss_id", "users"))
                    .table(
                            "desks",
                            table -> table.id()
                                    .mayRefer("restaurant_id", "restaurants")
                                    .mayRefer("user_id", "users"));

            Catalog catalog = DeclaredCatalog.of(declarations.build())
                    .acceptingProposals()
                    .resolve(schema.build(), SchemaProbe.blind());

            assertThat(chains(resolve(), "users")).isEmpty();
            assertThat(chains(catalog, "users"))
                    .containsExactlyInAnyOrder("users.home_location_id -> locations.id", "users.area_id -> areas.id");
            assertThat(chains(catalog, "desks")).containsExactly("desks.user_id -> users.id");
            assertThat(catalog.findings())
                    .filteredOn(finding -> finding.kind() == Finding.Kind.PROPOSAL_ACCEPTED)
                    .filteredOn(finding -> finding.table().equals(TableName.of("users")))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.message())
                            .contains("where 'restaurant_id' is NULL")
                            .contains("area_id"));
        }

        @Test
        void aPersonWhoNamedTheTenantColumnAloneIsNotAskedAgain() {
            schema.table("locations", table -> table.id().refers("restaurant_id", "restaurants"))
                    .table(
                            "users",
                            table -> table.id()
                                    .mayRefer("restaurant_id", "restaurants")
                                    .mayRefer("home_location_id", "locations"));
            declarations.table("users", table -> table.ownedByColumn("restaurant_id"));

            Catalog catalog = DeclaredCatalog.of(declarations.build())
                    .acceptingProposals()
                    .resolve(schema.build(), SchemaProbe.blind());

            assertThat(chains(catalog, "users")).isEmpty();
        }

        @Test
        void sharedReferenceDataIsRecognised() {
            schema.table("countries", table -> table.id().text("iso_code").unique("iso_code"))
                    .table("continents", table -> table.text("code").key("code"))
                    .table("plans", table -> table.id().text("code").unique("code"))
                    .table("features", table -> table.id().text("code").unique("code"))
                    .table(
                            "plan_features",
                            table -> table.refers("plan_id", "plans")
                                    .refers("feature_id", "features")
                                    .key("plan_id", "feature_id"))
                    .table("lonely", table -> table.id().text("code").unique("code"))
                    .table(
                            "orders",
                            table -> table.id()
                                    .refers("restaurant_id", "restaurants")
                                    .refers("country_id", "countries")
                                    .refers("plan_id", "plans")
                                    .refers("feature_id", "features"));

            Catalog catalog = resolve();

            assertThat(proposal(catalog, "countries").ownership()).isEqualTo(new Ownership.Shared(List.of("iso_code")));
            assertThat(proposal(catalog, "plan_features").ownership()).isEqualTo(new Ownership.Shared(List.of()));
            assertThat(catalog.unclassified().get(TableName.of("lonely"))).isEmpty();
            assertThat(catalog.unclassified().get(TableName.of("continents"))).isEmpty();
        }

        @Test
        void rowsThatOnlyTenantsRowsPointAtAreOwnedByThem() {
            schema.table("files", table -> table.id().text("content_type"))
                    .table(
                            "orders",
                            table -> table.id()
                                    .refers("restaurant_id", "restaurants")
                                    .mayRefer("receipt_id", "files"));

            assertThat(proposal(resolve(), "files").ownership()).isInstanceOf(Ownership.ReferredTo.class);
        }

        @Test
        void tablesOfFrameworksAreExcluded() {
            schema.table("flyway_schema_history", table -> table.id())
                    .table("tenant_backup_operations", table -> table.id())
                    .table("http_sessions", table -> table.text("token").key("token"));

            assertThat(resolve().unclassified().values())
                    .allSatisfy(proposal ->
                            assertThat(proposal.orElseThrow().ownership()).isInstanceOf(Ownership.Excluded.class));
        }

        @Test
        void polymorphicPairsAreReadFromTheirValues() {
            schema.table("menu_items", table -> table.id().refers("restaurant_id", "restaurants"))
                    .table(
                            "attachments",
                            table -> table.id()
                                    .text("record_type")
                                    .number("record_id")
                                    .index("record_type", "record_id"));
            FakeProbe probe =
                    new FakeProbe().values("attachments", "record_type", "App\\Models\\MenuItem", "Spaceship");

            Catalog catalog = DeclaredCatalog.of(declarations.build()).resolve(schema.build(), probe);

            assertThat(proposal(catalog, "attachments").ownership().chains())
                    .extracting(Reference::toString)
                    .containsExactly(
                            "attachments.record_id -> menu_items.id where record_type = 'App\\Models\\MenuItem'");
        }

        @Test
        void namesThatTheValuesContradictProposeNothing() {
            schema.table("orders", table -> table.id().refers("restaurant_id", "restaurants"))
                    .table("scans", table -> table.id().number("order_id"))
                    .table("probes", table -> table.id().number("order_id"));
            FakeProbe probe =
                    new FakeProbe().overlap("scans", "order_id", 40, 1).overlap("probes", "order_id", 10, 30);

            Catalog catalog = DeclaredCatalog.of(declarations.build()).resolve(schema.build(), probe);

            assertThat(proposal(catalog, "scans").ownership().chains())
                    .extracting(Reference::toString)
                    .containsExactly("scans.order_id -> orders.id");
            assertThat(catalog.unclassified().get(TableName.of("probes"))).isEmpty();
        }
    }

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

    private Catalog resolve() {
        return DeclaredCatalog.of(declarations.build()).resolve(schema.build(), SchemaProbe.blind());
    }

    private static List<String> chains(Catalog catalog, String table) {
        return catalog.table(TableName.of(table)).ownership().chains().stream()
                .map(Reference::toString)
                .toList();
    }

    private static Proposal proposal(Catalog catalog, String table) {
        return catalog.unclassified().get(TableName.of(table)).orElseThrow();
    }

    private static List<Finding.Kind> kinds(Catalog catalog) {
        return catalog.findings().stream().map(Finding::kind).toList();
    }
}
