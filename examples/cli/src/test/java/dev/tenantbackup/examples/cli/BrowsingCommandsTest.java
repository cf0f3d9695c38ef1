// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The way of a person who wants to know what a backup holds before restoring it. */
class BrowsingCommandsTest {

    @Nested
    class OnH2 extends ShopCommands {

        OnH2() {
            super(ShopProduct.H2);
        }

        @Test
        void tablesRowsAndChangesAreShownWithoutTheDatabase() throws SQLException {
            String monday = backUp("1");
            loseProducts();
            String tuesday = backUp("1");

            JsonNode tables =
                    bare().json("backup", "rows", monday).expect(0).json().get("tables");
            assertThat(tables.toString()).contains("PRODUCTS").contains("REVIEWS");
            JsonNode page = bare().json("backup", "rows", monday, "products", "--from", "1", "--limit", "2")
                    .expect(0)
                    .json();
            assertThat(page.get("total").asInt()).isEqualTo(4);
            assertThat(page.get("rows")).hasSize(2);
            assertThat(page.get("rows").get(0).get("NAME").asText()).isEqualTo("Product 1");
            CliRun row = bare().run("backup", "rows", monday, "products", "--key", "1")
                    .expect(0);
            assertThat(row.out).contains("Product 0").contains("1 row of 4");
            bare().run("backup", "rows", tuesday, "products", "--key", "1").expect(6);

            JsonNode compared =
                    bare().json("backup", "compare", monday, tuesday).expect(0).json();
            JsonNode products = null;
            for (JsonNode table : compared.get("tables")) {
                products = table.get("table").asText().equals("PRODUCTS") ? table : products;
            }
            assertThat(products).isNotNull();
            assertThat(products.get("deleted").asInt()).isEqualTo(1);
            assertThat(products.get("updated").asInt()).isEqualTo(1);
            assertThat(products.get("deletedKeys").get(0).get("ID").asText()).isEqualTo("1");
            assertThat(bare().run("backup", "compare", monday, monday).expect(0).out)
                    .isEqualTo("Nothing changed.\n");
        }
    }
}
