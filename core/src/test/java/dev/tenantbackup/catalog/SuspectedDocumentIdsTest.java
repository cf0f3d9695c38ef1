// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.catalog.file.CatalogFormat;
import dev.tenantbackup.catalog.file.CatalogProposer;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.DatabaseSchema;
import dev.tenantbackup.schema.SchemaBuilder;
import dev.tenantbackup.schema.ValueForm;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuspectedDocumentIdsTest {

    private final FakeProbe probe = new FakeProbe()
            .keys("menu_items", "7", "8", "9")
            .keys("orders", "1", "2")
            .keys("restaurants", "5");
    private final CatalogDeclarations.Builder declarations =
            CatalogDeclarations.builder().tenantTable("restaurants");
    private final DatabaseSchema schema = SchemaBuilder.schema()
            .table("restaurants", table -> table.id())
            .table("menu_items", table -> table.id().refers("restaurant_id", "restaurants"))
            .table(
                    "orders",
                    table -> table.id()
                            .refers("restaurant_id", "restaurants")
                            .json("items")
                            .text("short_note")
                            .change("short_note", column -> limited(column, 255))
                            .column("notes", "text", ValueForm.TEXT, true))
            .build();

    @Test
    void namesAndValuesTellWhereIdsStand() {
        probe.documents("orders", "items", """
                [{"menu_item_id": 7, "name": "Pizza", "options": [{"menuItemId": "8", "price": 9}]}]""", """
                {"order_ids": [1, [2, null]], "restaurant": {"restaurant-id": 5}, "see also": {"menu_item_id": 9}}""");

        assertThat(suspected())
                .containsExactlyInAnyOrder(
                        "items $[*].menu_item_id menu_items",
                        "items $[*].options[*].menuItemId menu_items",
                        "items $.order_ids[*] orders",
                        "items $.order_ids[*][*] orders",
                        "items $.restaurant.restaurant-id restaurants",
                        "items $['see also'].menu_item_id menu_items");
    }

    @Test
    void theHintIsTheDeclarationThatSettlesIt() {
        probe.documents("orders", "items", "[{\"menu_item_id\": 7}]");

        assertThat(resolve().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.UNDECLARED_REFERENCE);
            assertThat(finding.message())
                    .isEqualTo("Documents in column 'orders.items' seem to hold ids of 'menu_items' at"
                            + " $[*].menu_item_id, by the name and by values of a sample; nobody has declared it.");
            assertThat(finding.hint())
                    .isEqualTo("Declare under json {column: items, path: \"$[*].menu_item_id\", to: menu_items},"
                            + " or list the column under notReferences.");
        });

        declarations.table("orders", table -> table.jsonReference("items", "$[*].menu_item_id", "menu_items"));
        assertThat(resolve().findings()).isEmpty();
    }

    @Test
    void aColumnThatWasDeniedIsNotLookedAt() {
        probe.documents("orders", "items", "[{\"menu_item_id\": 7}]");
        declarations.table("orders", table -> table.notReferences("items", "notes"));

        assertThat(suspected()).isEmpty();
        assertThat(probe.questions()).isEmpty();
    }

    @Test
    void oneSampleAndOneCountAreAllThatIsAsked() {
        probe.documents("orders", "items", "[{\"menu_item_id\": 7}, {\"menu_item_id\": 7}]", "[{\"menu_item_id\": 8}]");

        accepted();

        assertThat(probe.questions())
                .containsExactly("sample of orders.items", "2 in menu_items.id", "sample of orders.notes");
    }

    @Test
    void nineOfTenValuesMustExist() {
        String[] keys = IntStream.rangeClosed(1, 9).mapToObj(Integer::toString).toArray(String[]::new);
        probe.keys("menu_items", keys).documents("orders", "items", ids(10));
        assertThat(suspected()).containsExactly("items $.menu_item_ids[*] menu_items");

        probe.documents("orders", "items", ids(11));
        assertThat(suspected()).isEmpty();
    }

    @Test
    void whatStandsForNoneIsNoValue() {
        probe.documents(
                "orders", "items", "{\"menu_item_id\": 0}", "{\"menu_item_id\": null}", "{\"menu_item_id\": \"\"}");
        assertThat(suspected()).isEmpty();

        probe.documents("orders", "items", "{\"menu_item_id\": 0}", "{\"menu_item_id\": 7}");
        assertThat(suspected()).containsExactly("items $.menu_item_id menu_items");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"menu_item_id\": 4711}",
                "{\"menu_item_id\": 7.5}",
                "{\"menu_item_id\": true}",
                "{\"menu_item_id\": {\"value\": 7}}",
                "{\"menu_item\": 7, \"id\": 7, \"paid\": 7, \"valid\": 7, \"menu_item_idea\": 7, \"ids\": [7]}",
                "{\"spaceship_id\": 7, \"menu_item_count\": 7, \"parent_id\": 1}",
                "{\"by_item\": {\"17\": {\"menu_item_id\": 7}}}",
                "{\"it's\": {\"menu_item_id\": 7}}",
                "7",
                "\"menu_item_id\"",
                "[]"
            })
    void whatOnlyLooksAlikeIsNotSuspected(String document) {
        probe.documents("orders", "items", document);

        assertThat(suspected()).isEmpty();
    }

    @Test
    void aTextColumnHoldsDocumentsIfAllOfItsSampleAre() {
        probe.documents("orders", "short_note", "{\"menu_item_id\": 7}");
        probe.documents("orders", "notes", "{\"menu_item_id\": 7}", " [{\"order_id\": 2}]\n");
        assertThat(suspected())
                .containsExactlyInAnyOrder("notes $.menu_item_id menu_items", "notes $[*].order_id orders");

        probe.documents("orders", "notes", "{\"menu_item_id\": 7}", "See menu_item_id 7.");
        assertThat(suspected()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"menu_item_id\": 7",
                "{\"menu_item_id\": 7}}",
                "{\"menu_item_id\": 7} {}",
                "{1}",
                "",
                "7",
                "{\"a"
            })
    void textThatIsNoDocumentIsNotSuspected(String text) {
        probe.documents("orders", "notes", text);

        assertThat(suspected()).isEmpty();
    }

    @Test
    void aHugeNumberOfPlacesIsNotFollowed() {
        String document = IntStream.range(0, 1_000)
                .mapToObj(each -> "\"k" + each + "\": {\"menu_item_id\": 7}")
                .collect(Collectors.joining(", ", "{", "}"));
        probe.documents("orders", "items", document);

        assertThat(suspected()).hasSize(20);
    }

    @Test
    void acceptedProposalsTakeThem() {
        probe.documents("orders", "items", "[{\"menu_item_id\": 7}]");

        Catalog catalog = accepted();

        assertThat(catalog.table(TableName.of("orders")).jsonReferences())
                .containsExactly(new JsonReference("items", "$[*].menu_item_id", TableName.of("menu_items"), "id"));
        assertThat(catalog.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.PROPOSAL_ACCEPTED);
            assertThat(finding.message()).contains("'orders.items'", "$[*].menu_item_id", "nobody has confirmed it");
        });
    }

    @Test
    void aNewCatalogFileProposesThem() {
        probe.documents("orders", "items", "[{\"menu_item_id\": 7}]");

        assertThat(CatalogProposer.propose(schema, probe, declarations.build(), CatalogFormat.YAML))
                .contains("""
                  # Proposed: documents in 'items' hold ids of menu_items at $[*].menu_item_id, by name and a sample. If they
                  # don't: notReferences.
                  orders:
                    json:
                      - {column: items, path: "$[*].menu_item_id", to: menu_items}
                """);
    }

    private List<String> suspected() {
        return accepted().tables().stream()
                .flatMap(table -> table.jsonReferences().stream())
                .map(ids -> ids.column() + " " + ids.path() + " " + ids.parent())
                .toList();
    }

    private Catalog accepted() {
        return DeclaredCatalog.of(declarations.build()).acceptingProposals().resolve(schema, probe);
    }

    private Catalog resolve() {
        return DeclaredCatalog.of(declarations.build()).resolve(schema, probe);
    }

    private static Column limited(Column column, int length) {
        return new Column(
                column.name(),
                column.type(),
                column.form(),
                column.nullable(),
                column.generated(),
                column.identity(),
                column.sequence(),
                column.hasDefault(),
                length);
    }

    private static String ids(int count) {
        return "{\"menu_item_ids\": "
                + Arrays.toString(IntStream.rangeClosed(1, count).toArray()) + "}";
    }
}
