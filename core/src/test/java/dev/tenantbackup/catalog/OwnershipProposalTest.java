// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.TableName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the schema suggests and does not prove. */
class OwnershipProposalTest extends CatalogScene {

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
        FakeProbe probe = new FakeProbe().values("attachments", "record_type", "App\\Models\\MenuItem", "Spaceship");

        Catalog catalog = DeclaredCatalog.of(declarations.build()).resolve(schema.build(), probe);

        assertThat(proposal(catalog, "attachments").ownership().chains())
                .extracting(Reference::toString)
                .containsExactly("attachments.record_id -> menu_items.id where record_type = 'App\\Models\\MenuItem'");
    }

    @Test
    void namesThatTheValuesContradictProposeNothing() {
        schema.table("orders", table -> table.id().refers("restaurant_id", "restaurants"))
                .table("scans", table -> table.id().number("order_id"))
                .table("probes", table -> table.id().number("order_id"));
        FakeProbe probe = new FakeProbe().overlap("scans", "order_id", 40, 1).overlap("probes", "order_id", 10, 30);

        Catalog catalog = DeclaredCatalog.of(declarations.build()).resolve(schema.build(), probe);

        assertThat(proposal(catalog, "scans").ownership().chains())
                .extracting(Reference::toString)
                .containsExactly("scans.order_id -> orders.id");
        assertThat(catalog.unclassified().get(TableName.of("probes"))).isEmpty();
    }
}
