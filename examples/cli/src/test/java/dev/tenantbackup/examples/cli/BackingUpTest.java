// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Backups of a database that the command line has never seen, whatever the product. */
@ParameterizedClass
@EnumSource
class BackingUpTest extends ShopCommands {

    BackingUpTest(ShopProduct product) {
        super(product);
    }

    @Test
    void tellsWhatItMade() throws SQLException {
        JsonNode document = cli().json("backup", "create", "1").expect(0).json();
        assertThat(names(document)).contains("backupId", "file", "tenant", "rows", "tables", "findings");
        assertThat(document.get("tenant").asText()).isEqualTo("1");
        assertThat(document.get("rows").asLong()).isEqualTo(ShopDatabase.ROWS_OF_A_SHOP);
        assertThat(counts(document, "products").asLong()).isEqualTo(4);
        assertThat(counts(document, "reviews").asLong()).isEqualTo(8);
        assertThat(Path.of(document.get("file").asText())).isRegularFile().hasParent(storage());
        assertThat(document.get("findings").findValuesAsText("kind")).contains("proposal-accepted");
    }

    @Test
    void refusesWhileTablesAreUnclassifiedAndListsThemAll() {
        JsonNode error = bare("--tenant-table", "shops", "--tenant-column", "shop_id")
                .json("backup", "create", "1")
                .expect(4)
                .error();
        assertThat(error.get("kind").asText()).isEqualTo("catalog");
        assertThat(error.get("message").asText())
                .contains(shops().spelled("countries"), shops().spelled("flyway_schema_history"));
        assertThat(error.get("problems").findValuesAsText("table"))
                .containsExactlyInAnyOrder(shops().spelled("countries"), shops().spelled("flyway_schema_history"));
        assertThat(storage().toFile().list()).isNullOrEmpty();
    }

    @Test
    void archivesWithAGapIfToldSoAndSaysIt() {
        JsonNode document = bare("--tenant-table", "shops", "--tenant-column", "shop_id")
                .json("backup", "create", "1", "--allow-gaps")
                .expect(0)
                .json();
        assertThat(document.get("complete").asBoolean()).isFalse();
        assertThat(document.get("findings").findValuesAsText("kind")).contains("gap");
    }

    @Test
    void takesANameForAnIdWhereOneTenantHasIt() {
        assertThat(cli().json("backup", "create", "Uno")
                        .expect(0)
                        .json()
                        .get("tenant")
                        .asText())
                .isEqualTo("1");
        JsonNode ambiguous = cli().json("backup", "create", "Due").expect(2).error();
        assertThat(ambiguous.get("hint").asText()).contains("2, 3");
        JsonNode unknown = cli().json("backup", "create", "Unno").expect(6).error();
        assertThat(unknown.get("kind").asText()).isEqualTo("not-found");
        assertThat(unknown.get("hint").asText()).contains("Uno");
    }

    @Test
    void leavesOutWhatItIsTold() {
        JsonNode document = cli().json("backup", "create", "1", "--exclude", "reviews")
                .expect(0)
                .json();
        assertThat(names(document.get("tables"))).doesNotContain(shops().spelled("reviews"));
        cli().json("backup", "create", "1", "--exclude", "revues").expect(6);
    }

    @Test
    void backsUpAllActiveTenants() {
        JsonNode document =
                cli().json("backup", "create", "--all-active").expect(0).json();
        assertThat(document.get("backups").findValuesAsText("tenant")).containsExactlyInAnyOrder("1", "2");
        assertThat(document.get("failed")).isEmpty();
        assertThat(cli().run("backup", "create", "--all-active").expect(0).out).contains("2 tenants backed up");
    }
}
