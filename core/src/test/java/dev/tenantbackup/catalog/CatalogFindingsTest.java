// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.SchemaBuilder;
import dev.tenantbackup.schema.SchemaBuilder.Table;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CatalogFindingsTest {

    private final FakeProbe probe = new FakeProbe();
    private final CatalogDeclarations.Builder declarations =
            CatalogDeclarations.builder().tenantTable("restaurants");

    @Test
    void referencesNobodyDeclaredAreSuspectedByNameAndValues() {
        probe.overlap("things", "menu_id", 90, 2).overlap("things", "old_menu_id", 3, 70);

        Catalog catalog =
                resolve(thing -> thing.number("menu_id").number("old_menu_id").number("spaceship_id"));

        assertThat(catalog.findings())
                .extracting(Finding::message)
                .containsExactly(
                        "Column 'things.menu_id' looks like a reference to 'menus.id', by its name and its values;"
                                + " the database knows of none.");
        assertThat(probe.questions())
                .as("only columns whose name is a table's, and what may stand for none")
                .containsExactly("things.menu_id in menus.id", "things.menu_id", "things.old_menu_id in menus.id");
    }

    @Test
    void whatWasDeclaredOrDeniedIsNotSuspected() {
        probe.overlap("things", "menu_id", 90, 0).overlap("things", "old_menu_id", 90, 0);
        declarations.table(
                "things", table -> table.reference("menu_id", "menus").notReferences("old_menu_id"));

        assertThat(kinds(thing -> thing.number("menu_id").number("old_menu_id").index("menu_id")))
                .isEmpty();
        assertThat(probe.questions()).isEmpty();
    }

    @Test
    void columnsOfAnotherKindAreNoReferences() {
        probe.overlap("things", "menu_id", 90, 0);

        assertThat(kinds(thing -> thing.text("menu_id"))).isEmpty();
    }

    @Test
    void aColumnThatNamesItsParentInTheSameTableIsSuspected() {
        probe.overlap("things", "parent_id", 20, 0);

        assertThat(kinds(thing -> thing.numberOrNull("parent_id"))).containsExactly(Finding.Kind.UNDECLARED_REFERENCE);
    }

    @Test
    void polymorphicPairsAreSuspectedAlsoWithoutValues() {
        assertThat(kinds(thing -> thing.text("record_type").number("record_id")))
                .containsExactly(Finding.Kind.POLYMORPHIC_SUSPECTED);
    }

    @Test
    void valuesThatAreNoTablesClearAPair() {
        probe.values("things", "record_type", "vinyl", "shellac");

        assertThat(kinds(thing -> thing.text("record_type").number("record_id")))
                .isEmpty();
    }

    @Test
    void listsOfIdsAreSuspectedByName() {
        Catalog catalog = resolve(thing ->
                thing.text("menu_ids").json("menuIds").number("menus_ids").text("valid_ids"));

        assertThat(catalog.findings())
                .extracting(Finding::message)
                .containsExactly(
                        "Column 'things.menuIds' looks like a list of ids of 'menus', by its name.",
                        "Column 'things.menu_ids' looks like a list of ids of 'menus', by its name.");
        declarations.table(
                "things", table -> table.textReference("menu_ids", "*", "menus").notReferences("menuIds"));
        assertThat(kinds(thing -> thing.text("menu_ids").json("menuIds"))).isEmpty();
    }

    @Test
    void triggersWantToBeDeclared() {
        declarations.table("things", table -> table.triggerRule("harmless_one", TriggerRule.harmless()));

        Catalog catalog = resolve(thing -> thing.trigger("harmless_one").trigger("harmful_one"));

        assertThat(catalog.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.TRIGGER);
            assertThat(finding.message()).contains("'harmful_one'");
        });
    }

    @Test
    void queuesWantARule() {
        SchemaBuilder schema = schema(thing -> {})
                .table(
                        "email_outbox",
                        table -> table.id()
                                .refers("restaurant_id", "restaurants")
                                .text("status"));

        assertThat(DeclaredCatalog.of(declarations.build())
                        .resolve(schema.build(), probe)
                        .findings())
                .extracting(Finding::kind)
                .containsExactly(Finding.Kind.QUEUE_SUSPECTED);

        declarations.table("email_outbox", table -> table.rule(TableRule.REPLACE));
        assertThat(DeclaredCatalog.of(declarations.build())
                        .resolve(schema.build(), probe)
                        .findings())
                .isEmpty();
    }

    @Test
    void acceptedProposalsTakeSuspectedReferencesToo() {
        probe.overlap("things", "menu_id", 90, 2).values("things", "menu_id", "0", "1");

        Catalog catalog = DeclaredCatalog.of(declarations.build())
                .acceptingProposals()
                .resolve(
                        schema(thing -> thing.number("menu_id").index("menu_id"))
                                .build(),
                        probe);

        assertThat(catalog.table(TableName.of("things")).references()).anySatisfy(reference -> {
            assertThat(reference.toString()).isEqualTo("things.menu_id -> menus.id");
            assertThat(reference.enforced()).isFalse();
            assertThat(reference.none()).containsExactly("0");
        });
        assertThat(catalog.findings()).extracting(Finding::kind).containsExactly(Finding.Kind.PROPOSAL_ACCEPTED);
    }

    private List<Finding.Kind> kinds(Consumer<Table> content) {
        return resolve(content).findings().stream().map(Finding::kind).toList();
    }

    private Catalog resolve(Consumer<Table> content) {
        return DeclaredCatalog.of(declarations.build()).resolve(schema(content).build(), probe);
    }

    private static SchemaBuilder schema(Consumer<Table> content) {
        return SchemaBuilder.schema()
                .table("restaurants", table -> table.id())
                .table("menus", table -> table.id().refers("restaurant_id", "restaurants"))
                .table("things", table -> content.accept(table.id().refers("restaurant_id", "restaurants")));
    }
}
