// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.SchemaBuilder;
import dev.tenantbackup.schema.SchemaBuilder.Table;
import dev.tenantbackup.schema.UniqueKey;
import dev.tenantbackup.schema.ValueForm;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class UniqueKeyAnalysisTest {

    @Nested
    class Within {

        @Test
        void theTenantColumnMakesAKeyTheTenantsOwn() {
            assertNothingToSay(table -> table.id().text("slug").unique("restaurant_id", "slug"));
        }

        @Test
        void soDoesAReferenceToAnOwnedTable() {
            assertNothingToSay(table ->
                    table.id().refers("menu_id", "menus").number("place").unique("menu_id", "place"));
        }

        @Test
        void soDoesACompositeReferenceAsAWhole() {
            assertNothingToSay(table -> table.id()
                    .number("shop")
                    .number("number")
                    .foreignKey(List.of("shop", "number"), "orders", List.of("restaurant_id", "number"))
                    .unique("shop", "number"));
        }

        @Test
        void theTablesOwnNumbersAndUuidsAreAllocated() {
            assertNothingToSay(table -> table.id());
            assertNothingToSay(table -> table.uuid("id").key("id"));
        }

        @Test
        void aPartOfAPrimaryKeyOfSeveralColumnsIsAlwaysMadeAnew() {
            assertNothingToSay(table -> table.text("code").number("place").key("code", "place"));
        }

        @Test
        void aNullableReferenceIsEnoughWhereNullsDontCollide() {
            assertNothingToSay(table ->
                    table.id().mayRefer("menu_id", "menus").number("place").unique("menu_id", "place"));
        }
    }

    @Nested
    class Across {

        @Test
        void textGetsASuffix() {
            assertThat(rules(table -> table.id().text("subdomain").unique("subdomain")))
                    .isEqualTo(Map.of("subdomain", UniqueRule.SUFFIX));
        }

        @Test
        void tokensAndUuidsAreMinted() {
            assertThat(rules(table -> table.id()
                            .text("api_token")
                            .unique("api_token")
                            .uuid("public_id")
                            .unique("public_id")
                            .column("secret", "bytea", ValueForm.BINARY, false)
                            .unique("secret")))
                    .isEqualTo(Map.of(
                            "api_token", UniqueRule.MINT, "public_id", UniqueRule.MINT, "secret", UniqueRule.MINT));
        }

        @Test
        void aNaturalTextKeyGetsASuffix() {
            assertThat(rules(table -> table.text("code").key("code"))).isEqualTo(Map.of("code", UniqueRule.SUFFIX));
        }

        @Test
        void ofSeveralColumnsTheLastTextThatIsNoReferenceIsChanged() {
            assertThat(rules(table -> table.id()
                            .text("country_code")
                            .foreignKey(List.of("country_code"), "countries", List.of("code"))
                            .text("area")
                            .text("phone")
                            .number("extension")
                            .unique("area", "phone", "country_code", "extension")))
                    .isEqualTo(Map.of("phone", UniqueRule.SUFFIX));
        }

        @Test
        void aReferenceToSharedRowsDoesNotChange() {
            assertThat(rules(table -> table.id()
                            .text("country_code")
                            .foreignKey(List.of("country_code"), "countries", List.of("code"))
                            .text("tax_number")
                            .unique("country_code", "tax_number")))
                    .isEqualTo(Map.of("tax_number", UniqueRule.SUFFIX));
        }

        @Test
        void aNullableReferenceIsNotEnoughWhereNullsCollide() {
            assertThat(rules(table -> table.id()
                            .mayRefer("menu_id", "menus")
                            .text("slug")
                            .unique(new UniqueKey("one_null", List.of("menu_id", "slug"), false, false))))
                    .isEqualTo(Map.of("slug", UniqueRule.SUFFIX));
        }

        @Test
        void numbersNeedAWord() {
            assertThat(findings(table -> table.id().number("invoice_no").unique("invoice_no")))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.kind()).isEqualTo(Finding.Kind.UNIQUE_ACROSS);
                        assertThat(finding.message()).contains("(invoice_no)");
                    });
            assertThat(findings(table -> table.number("number").key("number"))).hasSize(1);
        }

        @Test
        void datesAndEnumsGetNoSuffix() {
            assertThat(findings(table -> table.id()
                            .column("day", "timestamp(6)", ValueForm.TEXT, false)
                            .unique("day")))
                    .hasSize(1);
        }

        @Test
        void anExpressionNeedsAWord() {
            Consumer<Table> lowerCaseEmail =
                    table -> table.id().text("email").unique(new UniqueKey("lower_email", List.of(), true, true));
            assertThat(findings(lowerCaseEmail))
                    .singleElement()
                    .extracting(Finding::message)
                    .asString()
                    .contains("over an expression");
            assertThat(resolve(lowerCaseEmail, table -> table.uniqueRule("email", UniqueRule.SUFFIX))
                            .findings())
                    .isEmpty();
        }

        @Test
        void aDeclaredRuleSettlesTheKey() {
            Catalog catalog = resolve(
                    table -> table.id().number("invoice_no").unique("invoice_no"),
                    table -> table.uniqueRule("invoice_no", UniqueRule.KEEP));

            assertThat(catalog.findings()).isEmpty();
            assertThat(things(catalog).uniqueRules()).isEqualTo(Map.of("invoice_no", UniqueRule.KEEP));
        }
    }

    private static void assertNothingToSay(Consumer<Table> content) {
        Catalog catalog = resolve(content, table -> {});
        assertThat(catalog.findings()).isEmpty();
        assertThat(things(catalog).uniqueRules()).isEmpty();
    }

    private static Map<String, UniqueRule> rules(Consumer<Table> content) {
        Catalog catalog = resolve(content, table -> {});
        assertThat(catalog.findings()).isEmpty();
        return things(catalog).uniqueRules();
    }

    private static List<Finding> findings(Consumer<Table> content) {
        return resolve(content, table -> {}).findings();
    }

    private static CatalogTable things(Catalog catalog) {
        return catalog.table(TableName.of("things"));
    }

    private static Catalog resolve(Consumer<Table> content, Consumer<TableDeclaration.Builder> declaration) {
        SchemaBuilder schema = SchemaBuilder.schema()
                .table("restaurants", table -> table.id())
                .table("countries", table -> table.text("code").key("code"))
                .table("menus", table -> table.id().refers("restaurant_id", "restaurants"))
                .table(
                        "orders",
                        table -> table.refers("restaurant_id", "restaurants")
                                .number("number")
                                .key("restaurant_id", "number"))
                .table("things", table -> content.accept(table.refers("restaurant_id", "restaurants")));
        return DeclaredCatalog.of(CatalogDeclarations.builder()
                        .tenantTable("restaurants")
                        .table("countries", table -> table.shared("code"))
                        .table("things", declaration)
                        .build())
                .resolve(schema.build(), SchemaProbe.blind());
    }
}
