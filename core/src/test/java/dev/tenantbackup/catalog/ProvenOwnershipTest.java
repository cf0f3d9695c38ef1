// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.DatabaseSchema;
import dev.tenantbackup.schema.SchemaBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the schema itself proves of its tables. */
class ProvenOwnershipTest extends CatalogScene {

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
                        table -> table.number("restaurant_id").number("number").key("restaurant_id", "number"))
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
                .table("notes", table -> table.id().refers("order_id", "orders").refers("reply_to", "notes"));

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
