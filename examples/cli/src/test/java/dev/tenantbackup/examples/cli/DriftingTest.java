// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A backup meets a newer schema, and a catalog file says what becomes of its rows. */
@ParameterizedClass
@EnumSource
class DriftingTest extends ShopCommands {

    DriftingTest(ShopProduct product) {
        super(product);
    }

    private CliRun declared(String... more) throws IOException {
        Path file = folder().resolve("catalog.yaml");
        Files.writeString(file, """
                version: 1
                tenant: {table: shops, column: shop_id}
                tables:
                  countries: {shared: [code]}
                  flyway_schema_history: {excluded: migration history}
                upgrades:
                  - changes:
                      - {renameColumn: reviews.body, to: remark}
                """);
        return bare("--catalog", file.toString()).json(more);
    }

    @Test
    void whatIsMissingIsNamedAndOnceDeclaredItIsFollowed() throws SQLException, IOException {
        String id = backUp("1");
        List<String> bystander = shops().rows("SELECT name FROM products WHERE shop_id = 2 ORDER BY id");
        shops().execute(
                        "ALTER TABLE reviews ADD COLUMN remark VARCHAR(200)",
                        "UPDATE reviews SET remark = body",
                        "ALTER TABLE reviews DROP COLUMN body");
        List<String> remarks = shops().rows("SELECT remark FROM reviews ORDER BY id");
        loseProducts();

        JsonNode plan =
                cli().json("restore", id, "--into", "1", "--plan").expect(5).json();
        JsonNode gone = plan.get("drift").get("differences").get(0);
        assertThat(gone.get("kind").asText()).isEqualTo("column-gone");
        assertThat(gone.get("impact").asText()).isEqualTo("undecided");
        assertThat(gone.get("rows").asLong()).isEqualTo(4);
        assertThat(gone.get("decision").asText()).containsIgnoringCase("{renameColumn: reviews.body, to: remark}");
        assertThat(cli().run("restore", id, "--into", "1", "--plan").expect(5).out)
                .contains("Schema drift", "undecided");
        assertThat(cli().json("restore", id, "--into", "1", "--yes")
                        .expect(5)
                        .error()
                        .get("message")
                        .asText())
                .containsIgnoringCase("{renameColumn: reviews.body");

        JsonNode settled =
                declared("restore", id, "--into", "1", "--plan").expect(0).json();
        assertThat(settled.get("drift").get("differences").toString()).contains("column-renamed", "settled");
        declared("restore", id, "--into", "1", "--yes").expect(0);

        assertThat(shops().rows("SELECT remark FROM reviews ORDER BY id")).isEqualTo(remarks);
        assertThat(shops().rows("SELECT name FROM products WHERE shop_id = 2 ORDER BY id"))
                .isEqualTo(bystander);
    }
}
