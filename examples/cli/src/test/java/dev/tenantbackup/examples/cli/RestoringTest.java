// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Restores and clones in a database that the command line has never seen, whatever the product. */
@ParameterizedClass
@EnumSource
class RestoringTest extends ShopCommands {

    RestoringTest(ShopProduct product) {
        super(product);
    }

    private static void assertCounts(JsonNode counts, long inserted, long updated, long deleted, long unchanged) {
        assertThat(counts.get("inserted").asLong()).as("inserted").isEqualTo(inserted);
        assertThat(counts.get("updated").asLong()).as("updated").isEqualTo(updated);
        assertThat(counts.get("deleted").asLong()).as("deleted").isEqualTo(deleted);
        assertThat(counts.get("unchanged").asLong()).as("unchanged").isEqualTo(unchanged);
    }

    @Test
    void showsExactlyTheDamageRepairsItAndTakesItBack() throws SQLException {
        String id = backUp("1");
        List<String> before = shops().contents(1);
        List<String> bystander = shops().contents(2);
        loseProducts();
        List<String> damaged = shops().contents(1);

        JsonNode diff = cli().json("diff", id).expect(0).json();
        assertCounts(diff.get("rows"), 3, 1, 1, ShopDatabase.ROWS_OF_A_SHOP - 4);
        assertCounts(counts(diff, "products"), 1, 1, 0, 2);
        JsonNode keys = counts(diff, "products").get("sampleKeys");
        assertThat(keys.get("inserted").get(0).get(shops().spelled("id")).asText())
                .isEqualTo("1");
        assertThat(keys.get("updated").get(0).get(shops().spelled("id")).asText())
                .isEqualTo("2");
        assertThat(diff.get("conflicts")).isEmpty();
        assertThat(cli().json("restore", id, "--into", "1", "--plan")
                        .expect(0)
                        .json()
                        .get("rows"))
                .isEqualTo(diff.get("rows"));
        assertThat(shops().contents(1)).isEqualTo(damaged);

        JsonNode result =
                cli().json("restore", id, "--into", "1", "--yes").expect(0).json();
        assertThat(names(result))
                .contains("tenant", "verified", "exclusive", "rows", "tables", "restoreId", "changedDuring");
        assertThat(result.get("tenant").asText()).isEqualTo("1");
        assertThat(result.get("verified").asBoolean()).isTrue();
        assertThat(result.get("exclusive").asBoolean()).isFalse();
        assertThat(result.get("changedDuring")).isEmpty();
        assertCounts(result.get("rows"), 3, 1, 1, ShopDatabase.ROWS_OF_A_SHOP - 4);
        assertThat(shops().contents(1)).isEqualTo(before);
        assertThat(shops().contents(2)).isEqualTo(bystander);
        assertThat(cli().run("diff", id).expect(0).out).contains("No difference");

        String restoreId = result.get("restoreId").asText();
        JsonNode undone = cli().json("undo", restoreId, "--yes").expect(0).json();
        assertThat(undone.get("verified").asBoolean()).isTrue();
        assertThat(undone.get("tenant").asText()).isEqualTo("1");
        assertThat(shops().contents(1)).isEqualTo(damaged);
        assertThat(shops().contents(2)).isEqualTo(bystander);
    }

    @Test
    void bringsBackOnlyWhatItIsTold() throws SQLException {
        String id = backUp("1");
        loseProducts();
        JsonNode missing = cli().json(
                        "restore", id, "--into", "1", "--mode", "missing", "--tables", "products,reviews", "--yes")
                .expect(0)
                .json();
        assertCounts(counts(missing, "products"), 1, 0, 0, 2);
        assertThat(shops().rows("SELECT price FROM products WHERE id = 2")).containsExactly("99.99");
        assertThat(shops().rows("SELECT name FROM categories WHERE name = 'stray'"))
                .hasSize(1);
        cli().json("restore", id, "--into", "1", "--mode", "merge", "--yes").expect(0);
        assertThat(shops().rows("SELECT name FROM categories WHERE name = 'stray'"))
                .hasSize(1);
        assertThat(cli().json("restore", id, "--into", "1", "--tables", "prodcts", "--yes")
                        .expect(6)
                        .error()
                        .get("hint")
                        .asText())
                .containsIgnoringCase("products");
    }

    @Test
    void recreatesATenantThatIsGone() throws SQLException {
        String id = backUp("1");
        List<String> before = shops().contents(1);
        shops().execute(
                        "DELETE FROM reviews WHERE product_id IN (SELECT id FROM products WHERE shop_id = 1)",
                        "DELETE FROM products WHERE shop_id = 1",
                        "DELETE FROM categories WHERE shop_id = 1 AND parent_id IS NOT NULL",
                        "DELETE FROM categories WHERE shop_id = 1",
                        "DELETE FROM shops WHERE id = 1");
        cli().json("restore", id, "--into", "Uno", "--yes").expect(0);
        assertThat(shops().contents(1)).isEqualTo(before);
    }

    @Test
    void isRefusedWhereABystanderStandsInTheWay() throws SQLException {
        String id = backUp("1");
        shops().execute(
                        "UPDATE shops SET subdomain = 'elsewhere' WHERE id = 1",
                        "UPDATE shops SET subdomain = 'uno' WHERE id = 2");
        List<String> now = shops().contents(1);
        JsonNode plan =
                cli().json("restore", id, "--into", "1", "--plan").expect(5).json();
        assertThat(plan.get("conflicts")).hasSize(1);
        JsonNode conflict = plan.get("conflicts").get(0);
        assertThat(names(conflict)).contains("kind", "table", "message", "hint", "count", "samples");
        assertThat(conflict.get("kind").asText()).isEqualTo("unique-taken");
        assertThat(conflict.get("table").asText()).isEqualTo(shops().spelled("shops"));
        assertThat(cli().run("restore", id, "--into", "1", "--plan").expect(5).out)
                .contains("1 conflict");
        JsonNode error =
                cli().json("restore", id, "--into", "1", "--yes").expect(5).error();
        assertThat(error.get("kind").asText()).isEqualTo("conflict");
        assertThat(shops().contents(1)).isEqualTo(now);
        cli().json("diff", id).expect(0);
    }

    @Test
    void makesANewTenantWhereNoneIsNamed() throws SQLException {
        String id = backUp("1");
        JsonNode first = cli().json("restore", id).expect(0).json();
        assertThat(first.get("tenant").asText()).isNotIn("1", "2", "3");
        assertCounts(first.get("rows"), ShopDatabase.ROWS_OF_A_SHOP, 0, 0, 0);
        assertThat(shops().rows("SELECT name, active FROM shops WHERE id = "
                        + first.get("tenant").asText()))
                .allSatisfy(row -> assertThat(row).startsWith("Uno (restored 2026-03-01 02:00:00)"));

        JsonNode second = cli().json("restore", id, "--as-new", "Casa Nueva", "--inactive")
                .expect(0)
                .json();
        assertThat(shops().rows("SELECT name FROM shops WHERE NOT active AND id = "
                        + second.get("tenant").asText()))
                .containsExactly("Casa Nueva");

        cli().json("undo", second.get("restoreId").asText(), "--yes").expect(0);
        assertThat(shops().rows("SELECT 1 FROM shops WHERE id = "
                        + second.get("tenant").asText()))
                .isEmpty();
    }

    @Test
    void comparesWithTheTenantThatIsNamed() {
        String id = backUp("1");
        assertThat(cli().json("diff", id, "--with", "Uno")
                        .expect(0)
                        .json()
                        .get("tenant")
                        .asText())
                .isEqualTo("1");
        JsonNode other = cli().json("diff", id, "--with", "2").expect(0).json();
        assertThat(other.get("tenant").asText()).isEqualTo("2");
        // All rows but the tenants' own: they have no keys in common.
        assertCounts(other.get("rows"), ShopDatabase.ROWS_OF_A_SHOP - 1, 1, ShopDatabase.ROWS_OF_A_SHOP - 1, 0);
        cli().json("diff", id, "--with", "99").expect(6);
    }

    @Test
    void givesTheRowsToAnotherTenant() throws SQLException {
        String id = backUp("1");
        List<String> source = shops().contents(1);
        List<String> before = shops().contents(2);
        JsonNode result =
                cli().json("restore", id, "--into", "2", "--yes").expect(0).json();
        assertThat(result.get("tenant").asText()).isEqualTo("2");
        assertThat(shops().rows("SELECT name FROM products WHERE shop_id = 2 ORDER BY name"))
                .isEqualTo(shops().rows("SELECT name FROM products WHERE shop_id = 1 ORDER BY name"))
                .isNotEmpty();
        assertThat(shops().rows("SELECT subdomain FROM shops WHERE id = 2")).containsExactly("due");
        assertThat(shops().contents(1)).isEqualTo(source);
        cli().json("undo", result.get("restoreId").asText(), "--yes").expect(0);
        assertThat(shops().contents(2)).isEqualTo(before);
    }

    @Test
    void addsTheRowsBesideThoseThatAreThere() throws SQLException {
        String id = backUp("1");
        List<String> before = shops().contents(1);
        List<String> names = shops().rows(
                        "SELECT name FROM reviews r JOIN products p ON p.id = r.product_id" + " WHERE p.shop_id = 1");
        JsonNode result = cli().json("restore", id, "--into", "1", "--mode", "append", "--yes")
                .expect(0)
                .json();
        assertThat(result.get("rows").get("inserted").asLong()).isPositive();
        assertThat(result.get("rows").get("deleted").asLong()
                        + result.get("rows").get("updated").asLong())
                .isZero();
        assertThat(shops().contents(1)).containsAll(before).hasSizeGreaterThan(before.size());
        assertThat(shops().rows("SELECT name FROM reviews r JOIN products p ON p.id = r.product_id"
                        + " WHERE p.shop_id = 1"))
                .hasSize(2 * names.size());
        cli().json("undo", result.get("restoreId").asText(), "--yes").expect(0);
        assertThat(shops().contents(1)).isEqualTo(before);
    }

    @Test
    void copiesATenantUnderKeysOfItsOwn() throws SQLException {
        List<String> source = shops().contents(1);
        JsonNode clone = cli().json("clone", "Uno", "Zwölf", "--inactive", "--keys")
                .expect(0)
                .json();
        assertThat(names(clone))
                .contains("tenant", "verified", "exclusive", "rows", "tables", "restoreId", "changedDuring");
        assertThat(clone.get("source").asText()).isEqualTo("1");
        String tenant = clone.get("tenant").asText();
        assertThat(clone.get("keys").get(shops().spelled("shops")).get("1").asText())
                .isEqualTo(tenant);
        assertThat(shops().rows("SELECT name FROM shops WHERE NOT active AND id = " + tenant))
                .containsExactly("Zwölf");
        assertThat(shops().contents(Integer.parseInt(tenant))).hasSize(source.size());
        assertThat(shops().contents(1)).isEqualTo(source);
        cli().json("undo", clone.get("restoreId").asText(), "--yes").expect(0);
        assertThat(shops().contents(Integer.parseInt(tenant))).isEmpty();
    }
}
