// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What commands find in a database that they have never seen, whatever the product. */
@ParameterizedClass
@EnumSource
class InspectingTest extends ShopCommands {

    InspectingTest(ShopProduct product) {
        super(product);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    @Test
    void showsEveryTableAndWhatNobodyClassified() {
        JsonNode document = bare("--tenant-table", "shops", "--tenant-column", "shop_id")
                .json("inspect")
                .expect(0)
                .json();
        assertThat(names(document)).contains("tables", "unclassified", "findings");
        JsonNode reviews = counts(document, "reviews");
        assertThat(reviews.get("ownership").asText()).isEqualTo("references");
        assertThat(reviews.get("path").asText())
                .isEqualTo(shops().spelled("reviews.product_id") + " -> " + shops().spelled("products.shop_id"));
        assertThat(texts(reviews.get("primaryKey"))).containsExactly(shops().spelled("id"));
        assertThat(reviews.get("references").get(0).get("parent").asText()).isEqualTo(shops().spelled("products"));
        assertThat(counts(document, "shops").get("ownership").asText()).isEqualTo("root");
        assertThat(document.get("unclassified").findValuesAsText("table"))
                .containsExactlyInAnyOrder(shops().spelled("countries"), shops().spelled("flyway_schema_history"));
        document.get("unclassified")
                .forEach(table ->
                        assertThat(table.get("proposal").get("reason").asText()).isNotBlank());
    }

    @Test
    void drawsATreeAndADiagram() {
        CliRun tree = cli().run("inspect").expect(0);
        assertThat(tree.out).contains(shops().spelled("shops"), shops().spelled("reviews"));
        assertThat(tree.err).isEmpty();
        assertThat(cli().run("inspect", "--mermaid").expect(0).out).contains("flowchart");
    }

    @Test
    void proposesTheTenantTableWhenNobodySaidIt() {
        JsonNode error = bare().json("inspect").expect(2).error();
        assertThat(error.get("hint").asText())
                .contains(
                        "--tenant-table " + shops().spelled("shops"), "--tenant-column " + shops().spelled("shop_id"));
    }

    @Test
    void writesAFileThatAPersonCompletes() throws IOException {
        Path file = folder().resolve("shop-catalog.yaml");
        JsonNode document = bare("--tenant-table", "shops", "--tenant-column", "shop_id")
                .json("catalog", "init", "-o", file.toString())
                .expect(0)
                .json();
        assertThat(document.get("file").asText())
                .isEqualTo(file.toAbsolutePath().toString());
        assertThat(Files.readString(file)).containsIgnoringCase("shops").containsIgnoringCase("countries");
        bare("--catalog", file.toString()).json("backup", "create", "1").expect(0);
    }

    @Test
    void findsNothingWhereEveryRowIsOnItsSide() {
        JsonNode document = cli().json("verify", "1").expect(0).json();
        assertThat(document.get("sound").asBoolean()).isTrue();
        assertThat(document.get("problems")).isEmpty();
        assertThat(document.get("rows").asLong()).isEqualTo(ShopDatabase.ROWS_OF_A_SHOP);
        assertThat(counts(document, "products").get("byColumn").asLong()).isEqualTo(4);
        assertThat(counts(document, "reviews").get("byColumn").isNull()).isTrue();
        assertThat(cli().run("verify", "Uno").expect(0).out).contains("sound", shops().spelled("reviews"));
    }

    @Test
    void namesRowsAcrossTheBorderWithBothTenants() throws SQLException {
        shops().execute("UPDATE products SET category_id = 3 WHERE id = 1");
        JsonNode document = cli().json("verify", "1").expect(5).json();
        assertThat(document.get("sound").asBoolean()).isFalse();
        JsonNode problem = document.get("problems").get(0);
        assertThat(problem.get("kind").asText()).isEqualTo("leaving");
        assertThat(problem.get("table").asText()).isEqualTo(shops().spelled("products"));
        assertThat(problem.get("tenant").asText()).isEqualTo("1");
        assertThat(problem.get("count").asLong()).isEqualTo(1);
        JsonNode sample = problem.get("samples").get(0);
        assertThat(sample.get("key").get(shops().spelled("id")).asText()).isEqualTo("1");
        assertThat(sample.get("otherTenant").asText()).isEqualTo("2");
        assertThat(cli().run("verify", "2").expect(5).out).contains("entering", "tenant 1", "Hint:");
        assertThat(cli().json("verify", "3").expect(0).json().get("sound").asBoolean())
                .isTrue();
        cli().json("verify", "4").expect(6).error();
    }

    @Test
    void saysThatThePasswordIsWrongAndNeverPrintsIt() {
        CliRun run = CliRun.with("--url", shops().url(), "--user", shops().user(), "--password", "geheim-4711")
                .json("inspect", "--tenant-table", "shops", "--debug");
        run.expect(1);
        JsonNode error = CliRun.with("--url", shops().url(), "--user", shops().user(), "--password", "geheim-4711")
                .json("inspect", "--tenant-table", "shops")
                .expect(1)
                .error();
        assertThat(error.get("kind").asText()).isEqualTo("database");
        assertThat(error.get("hint").asText()).contains("--user and --password");
        assertThat(run.out + run.err).doesNotContain("geheim-4711");
    }
}
