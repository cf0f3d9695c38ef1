// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.SchemaBuilder;
import dev.tenantbackup.schema.SchemaBuilder.Table;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whatever a tenant's rows are looked up by wants an index, and the finding brings it. */
class MissingIndexesTest {

    private static final String OF_RESTAURANT =
            "CREATE INDEX \"things_restaurant_id_idx\" ON \"things\" (\"restaurant_id\")";

    private final FakeProbe probe = new FakeProbe();
    private final CatalogDeclarations.Builder declarations =
            CatalogDeclarations.builder().tenantTable("restaurants");

    @Test
    void theTenantColumnWantsOne() {
        assertThat(missing(Table::noIndexes)).singleElement().satisfies(finding -> {
            assertThat(finding.hint()).isEqualTo(OF_RESTAURANT);
            assertThat(finding.message())
                    .isEqualTo(
                            "No index of table 'things' begins with restaurant_id, which leads to the tenant: its rows are"
                                    + " found by reading all tenants' rows.");
        });
    }

    @Test
    void whatItWouldSaveIsSaidWhereTheDatabaseKnows() {
        probe.rows("things", 1_200_000).rows("restaurants", 1000);

        assertThat(missing(Table::noIndexes))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .endsWith(" Of these there are about 1200000, of which a tenant has 1200 on average."));
    }

    @Test
    void anIndexCountsByWhatItBeginsWith() {
        assertThat(missing(thing -> thing.noIndexes().text("code").index("restaurant_id", "code")))
                .isEmpty();
        assertThat(missing(thing -> thing.noIndexes().text("code").index("code", "restaurant_id")))
                .extracting(Finding::hint)
                .containsExactly(OF_RESTAURANT);
    }

    @Test
    void aReferenceBetweenOwnedTablesWantsOne() {
        assertThat(missing(thing -> thing.number("menu_id").foreignKey(List.of("menu_id"), "menus", List.of("id"))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.hint())
                            .isEqualTo("CREATE INDEX \"things_menu_id_idx\" ON \"things\" (\"menu_id\")");
                    assertThat(finding.message())
                            .contains(
                                    "by which rows are found that refer to 'menus': all tenants' rows are read instead");
                });
    }

    @Test
    void aReferenceByText_ofWhichAnIndexKnowsNothing_wantsNone() {
        declarations.table("things", table -> table.reference(ReferenceDeclaration.of("menu_text", "menus")));

        assertThat(missing(thing -> thing.text("menu_text"))).isEmpty();
    }

    @Test
    void anIndexThatBeginsWithTypeAndIdServesAPolymorphicChain() {
        declarations.table(
                "things",
                table -> table.polymorphic("record_type", "record_id", Map.of("Menu", "menus"))
                        .ownedThrough("record_id"));

        assertThat(missing(
                        thing -> thing.text("record_type").number("record_id").index("record_type", "record_id")))
                .isEmpty();
        assertThat(missing(thing -> thing.text("record_type").number("record_id")))
                .extracting(Finding::hint)
                .containsExactly(
                        "CREATE INDEX \"things_record_type_record_id_idx\" ON \"things\" (\"record_type\", \"record_id\")");
    }

    @Test
    void statementsAreInTheWordsOfTheProduct() {
        TableName odd = TableName.of("Shop", "Order \"Lines\"");
        List<String> columns = List.of("order`no", "ID");

        assertThat(CreateIndex.on("PostgreSQL").of(odd, columns))
                .isEqualTo(
                        "CREATE INDEX \"Order \"\"Lines\"\"_order`no_ID_idx\" ON \"Shop\".\"Order \"\"Lines\"\"\" (\"order`no\", \"ID\")");
        assertThat(CreateIndex.on("MariaDB").of(odd, columns))
                .isEqualTo(
                        "CREATE INDEX `Order \"Lines\"_order``no_ID_idx` ON `Shop`.`Order \"Lines\"` (`order``no`, `ID`)");
        assertThat(CreateIndex.on("H2").of(odd, columns)).startsWith("CREATE INDEX \"Shop\".\"Order ");
    }

    @Test
    void longNamesAreCutAndStayApart() {
        String long1 = CreateIndex.on("PostgreSQL").of(TableName.of("t"), List.of("c".repeat(80) + "1"));
        String long2 = CreateIndex.on("PostgreSQL").of(TableName.of("t"), List.of("c".repeat(80) + "2"));

        assertThat(long1.split("\"", -1)[1]).hasSize(63).isNotEqualTo(long2.split("\"", -1)[1]);
    }

    private List<Finding> missing(Consumer<Table> content) {
        return DeclaredCatalog.of(declarations.build())
                .resolve(
                        SchemaBuilder.schema()
                                .table("restaurants", Table::id)
                                .table("menus", table -> table.id().refers("restaurant_id", "restaurants"))
                                .table(
                                        "things",
                                        table -> content.accept(table.id().refers("restaurant_id", "restaurants")))
                                .build(),
                        probe)
                .findings()
                .stream()
                .filter(finding -> finding.kind() == Finding.Kind.NO_INDEX)
                .toList();
    }
}
