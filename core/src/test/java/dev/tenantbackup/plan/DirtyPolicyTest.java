// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.DirtyRule;
import dev.tenantbackup.catalog.HandMadeCatalog;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.schema.SchemaBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DirtyPolicyTest {

    private static final TenantId TENANT = TenantId.of(7);
    private static final Target IN_PLACE = new Target.InPlace(TENANT);
    private static final Target COPY = new Target.NewTenant("Casa Nueva");

    @Test
    void whatNobodySaysAnythingOfIsKeptInPlaceAndRefusedInACopy() {
        assertThat(of(null, Map.of(), "seat_id", IN_PLACE)).isEqualTo(DirtyRule.KEEP);
        assertThat(of(null, Map.of(), "seat_id", COPY)).isEqualTo(DirtyRule.REFUSE);
    }

    @Test
    void theCatalogHasTheFirstWordAndTheRequestTheSecond() {
        assertThat(of(DirtyRule.NULL, Map.of("seat_id", DirtyRule.REFUSE), "seat_id", IN_PLACE))
                .isEqualTo(DirtyRule.REFUSE);
        assertThat(of(DirtyRule.NULL, Map.of("menu_id", DirtyRule.REFUSE), "seat_id", IN_PLACE))
                .isEqualTo(DirtyRule.NULL);
    }

    @Test
    void nullNeedsAColumnThatTakesItAndNeitherNamesTheRowNorItsTenant() {
        for (String column : List.of("id", "menu_id", "tenant_id")) {
            assertThat(of(DirtyRule.NULL, Map.of(), column, COPY)).as(column).isEqualTo(DirtyRule.REFUSE);
        }
    }

    @Test
    void anUndoKeepsWhateverTheRulesSay() {
        CatalogTable table = table(Map.of("seat_id", DirtyRule.REFUSE));

        assertThat(new DirtyPolicy(TENANT, DirtyRule.NULL, true).of(table, "seat_id", IN_PLACE))
                .isEqualTo(DirtyRule.KEEP);
    }

    @Test
    void ofAReferenceOverSeveralColumnsThoseBecomeNullThatAreItsOwn() {
        CatalogTable table = table(Map.of());
        Reference pair = reference("pair", List.of("tenant_id", "row_no", "seat_id"));
        DirtyPolicy policy = new DirtyPolicy(TENANT, DirtyRule.NULL, false);

        assertThat(policy.of(table, pair, IN_PLACE)).isEqualTo(DirtyRule.NULL);
        assertThat(policy.cleared(table, pair, IN_PLACE)).containsExactly("row_no");
        assertThat(new DirtyPolicy(TENANT, DirtyRule.KEEP, false).of(table, "row_no", COPY))
                .as("the other columns get new values")
                .isEqualTo(DirtyRule.REFUSE);
    }

    private static DirtyRule of(
            @Nullable DirtyRule asked, Map<String, DirtyRule> declared, String column, Target target) {
        return new DirtyPolicy(TENANT, asked, false).of(table(declared), column, target);
    }

    private static CatalogTable table(Map<String, DirtyRule> rules) {
        CatalogTable table = HandMadeCatalog.of(SchemaBuilder.schema()
                        .table("seats", seats -> seats.id())
                        .table("menus", menus -> menus.id())
                        .table("tenants", tenants -> tenants.id())
                        .table(
                                "orders",
                                orders -> orders.id()
                                        .refers("tenant_id", "tenants")
                                        .mayRefer("seat_id", "seats")
                                        .mayRefer("row_no", "seats")
                                        .refers("menu_id", "menus"))
                        .build())
                .owned("orders", new Ownership.ByColumn("tenant_id", List.of()))
                .build()
                .table(TableName.of("orders"));
        return new CatalogTable(
                table.schema(),
                table.ownership(),
                List.of(
                        reference("seat", List.of("seat_id")),
                        reference("menu", List.of("menu_id")),
                        reference("pair", List.of("tenant_id", "row_no", "seat_id"))),
                List.of(),
                table.rule(),
                Map.of(),
                Map.of(),
                Map.of(),
                rules);
    }

    private static Reference reference(String name, List<String> columns) {
        return new Reference(
                name, TableName.of("orders"), columns, TableName.of("seats"), columns, null, true, Set.of());
    }
}
