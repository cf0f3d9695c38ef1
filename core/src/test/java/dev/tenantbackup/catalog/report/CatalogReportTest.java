// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogDeclarations;
import dev.tenantbackup.catalog.DeclaredCatalog;
import dev.tenantbackup.catalog.SchemaProbe;
import dev.tenantbackup.catalog.TableDeclaration;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.schema.DatabaseSchema;
import dev.tenantbackup.schema.SchemaBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogReportTest {

    private static final DatabaseSchema SCHEMA = SchemaBuilder.schema()
            .table("restaurants", table -> table.id().text("name").refers("country_id", "countries"))
            .table("countries", table -> table.id().text("code").unique("code"))
            .table("orders", table -> table.id().refers("restaurant_id", "restaurants"))
            .table("menus", table -> table.id().refers("restaurant_id", "restaurants"))
            .table(
                    "order_lines",
                    table -> table.id().refers("order_id", "orders").refers("menu_id", "menus"))
            .table(
                    "line_notes",
                    table -> table.id().refers("line_id", "order_lines").trigger("audit"))
            .table(
                    "users",
                    table -> table.id().mayRefer("restaurant_id", "restaurants").mayRefer("menu_id", "menus"))
            .table(
                    "attachments",
                    table -> table.id()
                            .text("record_type")
                            .number("record_id")
                            .index("record_type", "record_id")
                            .refers("file_id", "files"))
            .table("files", table -> table.id())
            .table("templates", table -> table.id().text("slug"))
            .table("flyway_schema_history", table -> table.id())
            .table("mystery", table -> table.id())
            .table("maybe", table -> table.id().mayRefer("menu_id", "menus"))
            .build();

    private static final CatalogDeclarations DECLARATIONS = CatalogDeclarations.builder()
            .tenantTable("restaurants")
            .table("countries", table -> table.shared("code"))
            .table("orders", table -> table.rule(TableRule.JOURNAL))
            .table("users", table -> table.ownedByColumn("restaurant_id", "menu_id"))
            .table(
                    "attachments",
                    table -> table.polymorphic("record_type", "record_id", Map.of("Order", "orders", "Menu", "menus"))
                            .ownedThrough("record_id"))
            .table("files", TableDeclaration.Builder::ownedByReferrers)
            .table("templates", table -> table.ownedWhere("slug = 't' || :tenant"))
            .table("flyway_schema_history", table -> table.excluded("migration history"))
            .build();

    private final CatalogReport report = CatalogReport.of(resolve(DECLARATIONS));

    @Test
    void theTreeShowsHowEveryTableIsReached() {
        assertThat(report.text()).isEqualTo("""
                        Imaginary 1.0: 13 tables, 9 owned, 1 shared, 1 excluded, 2 unclassified; 1 finding.

                        Owned by a tenant
                          restaurants           tenant table, key id
                          ├─ menus              restaurant_id
                          │  └─ attachments     record_id by record_type -> menus, orders
                          │     └─ files        referred to by attachments.file_id
                          ├─ orders             restaurant_id  [journal]
                          │  └─ order_lines     order_id or menu_id -> menus
                          │     └─ line_notes   line_id
                          ├─ templates          where slug = 't' || :tenant
                          └─ users              restaurant_id, and where that is NULL menu_id -> menus

                        Shared by all tenants
                          countries   found again by code

                        Excluded
                          flyway_schema_history   migration history

                        Unclassified: no backup until each is decided
                          maybe     proposed references: its rows may be reached through maybe.menu_id -> menus.id
                          mystery   no proposal

                        Finding: trigger (1)
                          - Trigger 'audit' on table 'line_notes' is not declared.
                            Declare it harmless, or the owner of the columns that it sets.
                        """);
    }

    @Test
    void programsGetTheSameAsJson() throws Exception {
        JsonNode json = new ObjectMapper().readTree(report.json());

        assertThat(json.at("/tables/line_notes/ownership").asText()).isEqualTo("references");
        assertThat(json.at("/tables/line_notes/path").asText())
                .isEqualTo("line_notes.line_id -> order_lines.order_id -> orders.restaurant_id");
        assertThat(json.at("/tables/order_lines/path").asText())
                .isEqualTo("order_lines.order_id -> orders.restaurant_id | order_lines.menu_id -> menus.restaurant_id");
        assertThat(json.at("/tables/users/path").asText())
                .isEqualTo("users.restaurant_id | users.menu_id -> menus.restaurant_id");
        assertThat(json.at("/tables/attachments/path").asText())
                .startsWith("attachments.record_id[record_type=Menu] -> menus.restaurant_id | ");
        assertThat(json.at("/tables/countries/path").asText()).isEqualTo("found again by code");
        assertThat(json.at("/tables/orders/primaryKey/0").asText()).isEqualTo("id");
        assertThat(json.at("/tables/orders/references/0/parent").asText()).isEqualTo("restaurants");
        assertThat(json.at("/tables/attachments/references")).hasSize(3);
        assertThat(json.at("/root/keyColumn").asText()).isEqualTo("id");
        assertThat(json.at("/complete").asBoolean()).isFalse();
        assertThat(json.at("/unclassified")).hasSize(2);
        assertThat(json.at("/unclassified/0/table").asText()).isEqualTo("maybe");
        assertThat(json.at("/unclassified/0/proposal/ownership").asText()).isEqualTo("references");
        assertThat(json.at("/unclassified/1/proposal").isNull()).isTrue();
        assertThat(json.at("/findings/0/kind").asText()).isEqualTo("trigger");
    }

    @Test
    void theDiagramHoldsEveryTableOnceAndAnArrowForEveryWay() {
        List<String> lines = report.mermaid().lines().toList();

        assertThat(lines.get(0)).isEqualTo("flowchart LR");
        assertThat(lines)
                .filteredOn(line -> line.contains("[\""))
                .hasSize(SCHEMA.tables().size());
        assertThat(lines).filteredOn(line -> line.contains("-->")).hasSize(11);
        assertThat(lines).filteredOn(line -> line.contains("-.->")).hasSize(1);
        assertThat(report.mermaid()).contains("\"mystery\"]:::unclassified").doesNotContain("'t' || :tenant");
    }

    @Test
    void withoutATenantTableTheTreeHangsOnTheTenant() {
        DatabaseSchema schema = SchemaBuilder.schema()
                .table("orders", table -> table.id().text("tenant").index("tenant"))
                .table("menus", table -> table.id().text("tenant").index("tenant"))
                .build();
        Catalog catalog = DeclaredCatalog.of(
                        CatalogDeclarations.builder().tenantColumn("tenant").build())
                .resolve(schema, SchemaProbe.blind());

        assertThat(CatalogReport.of(catalog).text())
                .contains(
                        "  (tenant)    no table has one row per tenant\n  ├─ menus    tenant\n  └─ orders   tenant\n");
    }

    private static Catalog resolve(CatalogDeclarations declarations) {
        return DeclaredCatalog.of(declarations).resolve(SCHEMA, SchemaProbe.blind());
    }
}
