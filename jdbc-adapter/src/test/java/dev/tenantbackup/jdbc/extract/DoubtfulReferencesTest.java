// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.jdbc.engine.Engine;
import dev.tenantbackup.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only where a row's way to its tenant leaves it open where a reference leads is there something to look for. */
class DoubtfulReferencesTest {

    private static final Catalog CATALOG = HardSchema.create(Engine.H2).catalog();

    private final DoubtfulReferences doubtful = new DoubtfulReferences(CATALOG);

    @ParameterizedTest
    @ValueSource(strings = {"menus", "items", "options", "seats", "item_tags", "legacy"})
    void theOneWayToTheTenantIsInNoDoubt(String table) {
        assertThat(inDoubt(table))
                .noneMatch(column ->
                        Set.of("tenant_id", "menu_id", "item_id", "menu_ref").contains(column));
    }

    @Test
    void oneOfSeveralWaysIsForAnotherMayBeTheOneThatHolds() {
        assertThat(inDoubt("seat_allocations")).containsExactlyInAnyOrder("reservation_id", "waitlist_id", "seat_id");
        assertThat(inDoubt("favourites")).containsExactlyInAnyOrder("menu_id", "item_id");
    }

    @Test
    void casesOfATypeWithAnIdAreInNoDoubtSinceNoRowIsTwoOfThem() {
        assertThat(inDoubt("attachments")).containsExactly("blob_id");
    }

    @ParameterizedTest
    @CsvSource({"Menu, menu", "Menu, Menü", "Menu, Me-nu", "Menu1, Menu2"})
    void casesThatSomeCollationTakesForOneAreInDoubt(String one, String other) {
        assertThat(inDoubt(attachments(one, other))).containsExactly("record_id", "record_id");
    }

    @Test
    void aReferenceMakesItsParentOwnedIfThatIsHowTheParentIsFound() {
        assertThat(reference("attachments", "blob_id")).matches(doubtful::makesItsParentOwned);
        assertThat(reference("menus", "hero_asset")).matches(hero -> !doubtful.makesItsParentOwned(hero));
        Reference blob = reference("attachments", "blob_id");
        assertThat(new Reference(
                        blob.name(),
                        blob.table(),
                        blob.columns(),
                        blob.parent(),
                        blob.parentColumns(),
                        null,
                        true,
                        Set.of("0")))
                .matches(other -> !doubtful.makesItsParentOwned(other));
    }

    private List<String> inDoubt(String table) {
        return inDoubt(CATALOG.table(TableName.of(table)));
    }

    private List<String> inDoubt(CatalogTable table) {
        return doubtful.of(table).stream()
                .map(reference -> String.join(",", reference.columns()))
                .toList();
    }

    private static Reference reference(String table, String column) {
        return CATALOG.table(TableName.of(table)).references().stream()
                .filter(reference -> reference.columns().equals(List.of(column)))
                .findFirst()
                .orElseThrow();
    }

    private static CatalogTable attachments(String menu, String item) {
        List<Reference> cases = List.of(aCase(menu, "menus"), aCase(item, "items"));
        return new CatalogTable(
                CATALOG.table(TableName.of("attachments")).schema(),
                new Ownership.ThroughReferences(cases),
                cases,
                List.of(),
                TableRule.REPLACE,
                Map.of(),
                Map.of(),
                Map.of());
    }

    private static Reference aCase(String type, String parent) {
        return new Reference(
                parent,
                TableName.of("attachments"),
                List.of("record_id"),
                TableName.of(parent),
                List.of("id"),
                new Reference.Condition("record_type", type),
                false,
                Set.of());
    }
}
