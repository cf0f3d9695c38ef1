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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every command does on a database it has never seen, whatever the product. */
abstract class CommandsContract {

    @TempDir
    Path folder;

    private ShopDatabase shops;
    private Path storage;

    /** A new, empty database. */
    abstract ShopDatabase newDatabase(Path where) throws SQLException, IOException;

    @BeforeEach
    void fillDatabase() throws SQLException, IOException {
        shops = newDatabase(folder).fill();
        storage = folder.resolve("backups");
    }

    ShopDatabase shops() {
        return shops;
    }

    /** With the database and the storage, and nothing said of the tenants. */
    private CliRun.Builder bare(String... more) {
        List<String> args = new ArrayList<>(List.of(
                "--url",
                shops.url(),
                "--user",
                shops.user(),
                "--password",
                shops.password(),
                "--storage",
                storage.toString()));
        args.addAll(List.of(more));
        return CliRun.with(args.toArray(new String[0]));
    }

    /** As a person would call it who has looked once. */
    CliRun.Builder cli() {
        return bare(
                "--tenant-table",
                "shops",
                "--tenant-column",
                "shop_id",
                "--active-where",
                "active = true",
                "--accept-proposals");
    }

    private String backUp(String tenant) {
        return cli().json("backup", "create", tenant)
                .expect(0)
                .json()
                .get("backupId")
                .asText();
    }

    private void loseProducts() throws SQLException {
        shops.execute(
                "DELETE FROM reviews WHERE product_id = 1",
                "DELETE FROM products WHERE id = 1",
                "UPDATE products SET price = 99.99 WHERE id = 2",
                "INSERT INTO categories (shop_id, parent_id, name) VALUES (1, NULL, 'stray')");
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private JsonNode counts(JsonNode document, String table) {
        return document.get("tables").get(shops.spelled(table));
    }

    private static void assertCounts(JsonNode counts, long inserted, long updated, long deleted, long unchanged) {
        assertThat(counts.get("inserted").asLong()).as("inserted").isEqualTo(inserted);
        assertThat(counts.get("updated").asLong()).as("updated").isEqualTo(updated);
        assertThat(counts.get("deleted").asLong()).as("deleted").isEqualTo(deleted);
        assertThat(counts.get("unchanged").asLong()).as("unchanged").isEqualTo(unchanged);
    }

    @Nested
    class Inspecting {

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
                    .isEqualTo(shops.spelled("reviews.product_id") + " -> " + shops.spelled("products.shop_id"));
            assertThat(texts(reviews.get("primaryKey"))).containsExactly(shops.spelled("id"));
            assertThat(reviews.get("references").get(0).get("parent").asText()).isEqualTo(shops.spelled("products"));
            assertThat(counts(document, "shops").get("ownership").asText()).isEqualTo("root");
            assertThat(document.get("unclassified").findValuesAsText("table"))
                    .containsExactlyInAnyOrder(shops.spelled("countries"), shops.spelled("flyway_schema_history"));
            document.get("unclassified")
                    .forEach(table -> assertThat(
                                    table.get("proposal").get("reason").asText())
                            .isNotBlank());
        }

        @Test
        void drawsATreeAndADiagram() {
            CliRun tree = cli().run("inspect").expect(0);
            assertThat(tree.out).contains(shops.spelled("shops"), shops.spelled("reviews"));
            assertThat(tree.err).isEmpty();
            assertThat(cli().run("inspect", "--mermaid").expect(0).out).contains("flowchart");
        }

        @Test
        void proposesTheTenantTableWhenNobodySaidIt() {
            JsonNode error = bare().json("inspect").expect(2).error();
            assertThat(error.get("hint").asText())
                    .contains(
                            "--tenant-table " + shops.spelled("shops"), "--tenant-column " + shops.spelled("shop_id"));
        }

        @Test
        void leavesNoFolderBehind() {
            cli().run("inspect").expect(0);
            assertThat(storage).doesNotExist();
        }
    }

    @Nested
    class MakingACatalog {

        @Test
        void writesAFileThatAPersonCompletes() throws IOException {
            Path file = folder.resolve("shop-catalog.yaml");
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
        void doesNotWriteOverAFileUnlessTold() throws IOException {
            Path file = Files.writeString(folder.resolve("mine.yaml"), "version: 1\n");
            CliRun.Builder cli = bare("--tenant-table", "shops");
            JsonNode error =
                    cli.json("catalog", "init", "-o", file.toString()).expect(2).error();
            assertThat(error.get("hint").asText()).contains("--force");
            assertThat(file).hasContent("version: 1");
            cli.json("catalog", "init", "-o", file.toString(), "--force").expect(0);
            assertThat(Files.readString(file)).containsIgnoringCase("shops");
        }
    }

    @Nested
    class BackingUp {

        @Test
        void tellsWhatItMade() throws SQLException {
            JsonNode document = cli().json("backup", "create", "1").expect(0).json();
            assertThat(names(document)).contains("backupId", "file", "tenant", "rows", "tables", "findings");
            assertThat(document.get("tenant").asText()).isEqualTo("1");
            assertThat(document.get("rows").asLong()).isEqualTo(ShopDatabase.ROWS_OF_A_SHOP);
            assertThat(counts(document, "products").asLong()).isEqualTo(4);
            assertThat(counts(document, "reviews").asLong()).isEqualTo(8);
            assertThat(Path.of(document.get("file").asText())).isRegularFile().hasParent(storage);
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
                    .contains(shops.spelled("countries"), shops.spelled("flyway_schema_history"));
            assertThat(error.get("problems").findValuesAsText("table"))
                    .containsExactlyInAnyOrder(shops.spelled("countries"), shops.spelled("flyway_schema_history"));
            assertThat(storage.toFile().list()).isNullOrEmpty();
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
            assertThat(names(document.get("tables"))).doesNotContain(shops.spelled("reviews"));
            cli().json("backup", "create", "1", "--exclude", "revues").expect(6);
        }

        @Test
        void recordsWhoAskedForIt() {
            cli().json("backup", "create", "1", "--exported-by", "ann").expect(0);
            assertThat(cli().json("backup", "list").json().get(0).get("actor").asText())
                    .isEqualTo("ann");
        }

        @Test
        void backsUpAllActiveTenants() {
            JsonNode document =
                    cli().json("backup", "create", "--all-active").expect(0).json();
            assertThat(document.get("backups").findValuesAsText("tenant")).containsExactlyInAnyOrder("1", "2");
            assertThat(document.get("failed")).isEmpty();
            assertThat(cli().run("backup", "create", "--all-active").expect(0).out)
                    .contains("2 tenants backed up");
        }

        @Test
        void doesNotReadAllActiveAsAll() {
            bare("--tenant-table", "shops", "--accept-proposals")
                    .json("backup", "create", "--all-active")
                    .expect(2)
                    .error();
        }
    }

    @Nested
    class KeepingBackups {

        @Test
        void listsThemWithoutADatabase() {
            String first = backUp("1");
            String second = backUp("2");
            CliRun.Builder offline = CliRun.with("--storage", storage.toString());
            JsonNode all = offline.json("backup", "list").expect(0).json();
            assertThat(all.isArray()).isTrue();
            assertThat(all.findValuesAsText("backupId")).containsExactlyInAnyOrder(first, second);
            assertThat(offline.json("backup", "list", "Uno").json().findValuesAsText("backupId"))
                    .containsExactly(first);
            assertThat(offline.run("backup", "list").out).contains(first, "Uno", "2 backups");
        }

        @Test
        void showsOne() {
            String id = backUp("1");
            JsonNode document = cli().json("backup", "show", id).expect(0).json();
            assertThat(document.get("backupId").asText()).isEqualTo(id);
            assertThat(document.get("tenantName").asText()).isEqualTo("Uno");
            assertThat(document.get("shared").get(shops.spelled("countries")).asLong())
                    .isEqualTo(1);
            assertThat(document.get("acceptedProposals")).isNotEmpty();
            assertThat(cli().run("backup", "show", id).out).contains("Uno", shops.spelled("products"));
            cli().json("backup", "show", "nosuch").expect(6).error();
            cli().json("backup", "show", "not/an/id").expect(6).error();
        }

        @Test
        void givesTheArchiveOutAndTakesItInAgain() {
            String id = backUp("1");
            Path copy = folder.resolve("copy.zip");
            JsonNode got = cli().json("backup", "get", id, "-o", copy.toString())
                    .expect(0)
                    .json();
            assertThat(copy).hasSize(got.get("bytes").asLong());
            cli().json("backup", "get", id, "-o", copy.toString()).expect(2);

            CliRun.Builder elsewhere =
                    CliRun.with("--storage", folder.resolve("elsewhere").toString());
            JsonNode added =
                    elsewhere.json("backup", "add", copy.toString()).expect(0).json();
            assertThat(added.get("backupId").asText()).isEqualTo(id);
            assertThat(elsewhere.json("backup", "list").json()).hasSize(1);
            elsewhere
                    .json("backup", "add", folder.resolve("nosuch.zip").toString())
                    .expect(6);
            elsewhere.json("backup", "add", copy.toString()).expect(5);
        }

        @Test
        void validatesToTheLastRow() throws IOException {
            String id = backUp("1");
            JsonNode valid = cli().json("backup", "validate", id).expect(0).json();
            assertThat(valid.get("valid").asBoolean()).isTrue();
            assertThat(valid.get("level").asText()).isEqualTo("references");
            assertThat(valid.get("problems")).isEmpty();
            assertThat(cli().json("backup", "validate", "--all")
                            .expect(0)
                            .json()
                            .get("backups"))
                    .hasSize(1);

            Path archive = storage.resolve(id + ".zip");
            byte[] bytes = Files.readAllBytes(archive);
            bytes[bytes.length / 2] ^= 1;
            Files.write(archive, bytes);
            JsonNode damaged = cli().json("backup", "validate", id).expect(3).json();
            assertThat(damaged.get("valid").asBoolean()).isFalse();
            assertThat(damaged.get("problems")).isNotEmpty();
            JsonNode all = cli().json("backup", "validate", "--all").expect(3).json();
            assertThat(all.get("valid").asBoolean()).isFalse();
            assertThat(cli().run("backup", "validate", id).expect(3).out).contains("INVALID");

            Path noArchive = Files.writeString(folder.resolve("note.zip"), "no archive");
            cli().json("backup", "validate", noArchive.toString()).expect(3);
            assertThat(cli().json("restore", id, "--into", "1", "--yes")
                            .expect(3)
                            .error()
                            .get("kind")
                            .asText())
                    .isEqualTo("archive");
        }

        @Test
        void deletesWhatAPersonConfirmed() {
            String id = backUp("1");
            cli().typing("Due").run("backup", "delete", id).expect(2);
            cli().typing("Uno").run("backup", "delete", id).expect(0);
            cli().json("backup", "delete", id, "--yes").expect(6);
            assertThat(cli().json("backup", "list").json()).isEmpty();
        }

        @Test
        void prunesAllButTheNewest() {
            backUp("1");
            backUp("1");
            String newest = backUp("1");
            String other = backUp("2");
            JsonNode plan = cli().json("backup", "prune", "--keep-last", "1", "--plan")
                    .expect(0)
                    .json();
            assertThat(plan.get("pruned")).hasSize(2);
            assertThat(plan.get("executed").asBoolean()).isFalse();
            JsonNode done = cli().json("backup", "prune", "--keep-last", "1", "--yes")
                    .expect(0)
                    .json();
            assertThat(done.get("pruned")).hasSize(2);
            assertThat(cli().json("backup", "list").json().findValuesAsText("backupId"))
                    .containsExactlyInAnyOrder(newest, other);
            cli().json("backup", "prune", "--keep-last", "0", "--yes").expect(2);
        }
    }

    @Nested
    class Verifying {

        @Test
        void findsNothingWhereEveryRowIsOnItsSide() {
            JsonNode document = cli().json("verify", "1").expect(0).json();
            assertThat(document.get("sound").asBoolean()).isTrue();
            assertThat(document.get("problems")).isEmpty();
            assertThat(document.get("rows").asLong()).isEqualTo(ShopDatabase.ROWS_OF_A_SHOP);
            assertThat(counts(document, "products").get("byColumn").asLong()).isEqualTo(4);
            assertThat(counts(document, "reviews").get("byColumn").isNull()).isTrue();
            assertThat(cli().run("verify", "Uno").expect(0).out).contains("sound", shops.spelled("reviews"));
        }

        @Test
        void namesRowsAcrossTheBorderWithBothTenants() throws SQLException {
            shops.execute("UPDATE products SET category_id = 3 WHERE id = 1");
            JsonNode document = cli().json("verify", "1").expect(5).json();
            assertThat(document.get("sound").asBoolean()).isFalse();
            JsonNode problem = document.get("problems").get(0);
            assertThat(problem.get("kind").asText()).isEqualTo("leaving");
            assertThat(problem.get("table").asText()).isEqualTo(shops.spelled("products"));
            assertThat(problem.get("tenant").asText()).isEqualTo("1");
            assertThat(problem.get("count").asLong()).isEqualTo(1);
            JsonNode sample = problem.get("samples").get(0);
            assertThat(sample.get("key").get(shops.spelled("id")).asText()).isEqualTo("1");
            assertThat(sample.get("otherTenant").asText()).isEqualTo("2");
            assertThat(cli().run("verify", "2").expect(5).out).contains("entering", "tenant 1", "Hint:");
            assertThat(cli().json("verify", "3").expect(0).json().get("sound").asBoolean())
                    .isTrue();
            cli().json("verify", "4").expect(6).error();
        }
    }

    @Nested
    class Restoring {

        @Test
        void showsExactlyTheDamageRepairsItAndTakesItBack() throws SQLException {
            String id = backUp("1");
            List<String> before = shops.contents(1);
            List<String> bystander = shops.contents(2);
            loseProducts();
            List<String> damaged = shops.contents(1);

            JsonNode diff = cli().json("diff", id).expect(0).json();
            assertCounts(diff.get("rows"), 3, 1, 1, ShopDatabase.ROWS_OF_A_SHOP - 4);
            assertCounts(counts(diff, "products"), 1, 1, 0, 2);
            JsonNode keys = counts(diff, "products").get("sampleKeys");
            assertThat(keys.get("inserted").get(0).get(shops.spelled("id")).asText())
                    .isEqualTo("1");
            assertThat(keys.get("updated").get(0).get(shops.spelled("id")).asText())
                    .isEqualTo("2");
            assertThat(diff.get("conflicts")).isEmpty();
            assertThat(cli().json("restore", id, "--into", "1", "--plan")
                            .expect(0)
                            .json()
                            .get("rows"))
                    .isEqualTo(diff.get("rows"));
            assertThat(shops.contents(1)).isEqualTo(damaged);

            JsonNode result =
                    cli().json("restore", id, "--into", "1", "--yes").expect(0).json();
            assertThat(names(result))
                    .contains("tenant", "verified", "exclusive", "rows", "tables", "restoreId", "changedDuring");
            assertThat(result.get("tenant").asText()).isEqualTo("1");
            assertThat(result.get("verified").asBoolean()).isTrue();
            assertThat(result.get("exclusive").asBoolean()).isFalse();
            assertThat(result.get("changedDuring")).isEmpty();
            assertCounts(result.get("rows"), 3, 1, 1, ShopDatabase.ROWS_OF_A_SHOP - 4);
            assertThat(shops.contents(1)).isEqualTo(before);
            assertThat(shops.contents(2)).isEqualTo(bystander);
            assertThat(cli().run("diff", id).expect(0).out).contains("No difference");

            String restoreId = result.get("restoreId").asText();
            JsonNode undone = cli().json("undo", restoreId, "--yes").expect(0).json();
            assertThat(undone.get("verified").asBoolean()).isTrue();
            assertThat(undone.get("tenant").asText()).isEqualTo("1");
            assertThat(shops.contents(1)).isEqualTo(damaged);
            assertThat(shops.contents(2)).isEqualTo(bystander);
        }

        @Test
        void asksAPersonForTheTenantsName() throws SQLException {
            String id = backUp("1");
            List<String> before = shops.contents(1);
            loseProducts();
            List<String> damaged = shops.contents(1);
            CliRun refused =
                    cli().typing("no").run("restore", id, "--into", "1").expect(2);
            assertThat(refused.err)
                    .contains("Type the tenant's name (Uno)", shops.spelled("products"), "Not confirmed");
            assertThat(shops.contents(1)).isEqualTo(damaged);
            CliRun done =
                    cli().typing("Uno").run("restore", id, "--into", "Uno").expect(0);
            assertThat(done.out).contains("Restored tenant 1", "Undo with: tenant-backup undo ");
            assertThat(shops.contents(1)).isEqualTo(before);
            String restoreId = done.out
                    .lines()
                    .filter(line -> line.contains("Restore id: "))
                    .map(line -> line.substring(line.indexOf(": ") + 2).trim())
                    .findFirst()
                    .orElseThrow();
            cli().typing("Uno").run("undo", restoreId).expect(0);
            assertThat(shops.contents(1)).isEqualTo(damaged);
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
            assertThat(shops.rows("SELECT price FROM products WHERE id = 2")).containsExactly("99.99");
            assertThat(shops.rows("SELECT name FROM categories WHERE name = 'stray'"))
                    .hasSize(1);
            cli().json("restore", id, "--into", "1", "--mode", "merge", "--yes").expect(0);
            assertThat(shops.rows("SELECT name FROM categories WHERE name = 'stray'"))
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
            List<String> before = shops.contents(1);
            shops.execute(
                    "DELETE FROM reviews WHERE product_id IN (SELECT id FROM products WHERE shop_id = 1)",
                    "DELETE FROM products WHERE shop_id = 1",
                    "DELETE FROM categories WHERE shop_id = 1 AND parent_id IS NOT NULL",
                    "DELETE FROM categories WHERE shop_id = 1",
                    "DELETE FROM shops WHERE id = 1");
            cli().json("restore", id, "--into", "Uno", "--yes").expect(0);
            assertThat(shops.contents(1)).isEqualTo(before);
        }

        @Test
        void isRefusedWhereABystanderStandsInTheWay() throws SQLException {
            String id = backUp("1");
            shops.execute(
                    "UPDATE shops SET subdomain = 'elsewhere' WHERE id = 1",
                    "UPDATE shops SET subdomain = 'uno' WHERE id = 2");
            List<String> now = shops.contents(1);
            JsonNode plan =
                    cli().json("restore", id, "--into", "1", "--plan").expect(5).json();
            assertThat(plan.get("conflicts")).hasSize(1);
            JsonNode conflict = plan.get("conflicts").get(0);
            assertThat(names(conflict)).contains("kind", "table", "message", "hint", "count", "samples");
            assertThat(conflict.get("kind").asText()).isEqualTo("unique-taken");
            assertThat(conflict.get("table").asText()).isEqualTo(shops.spelled("shops"));
            assertThat(cli().run("restore", id, "--into", "1", "--plan").expect(5).out)
                    .contains("1 conflict");
            JsonNode error =
                    cli().json("restore", id, "--into", "1", "--yes").expect(5).error();
            assertThat(error.get("kind").asText()).isEqualTo("conflict");
            assertThat(shops.contents(1)).isEqualTo(now);
            cli().json("diff", id).expect(0);
        }

        @Test
        void makesANewTenantWhereNoneIsNamed() throws SQLException {
            String id = backUp("1");
            JsonNode first = cli().json("restore", id).expect(0).json();
            assertThat(first.get("tenant").asText()).isNotIn("1", "2", "3");
            assertCounts(first.get("rows"), ShopDatabase.ROWS_OF_A_SHOP, 0, 0, 0);
            assertThat(shops.rows("SELECT name, active FROM shops WHERE id = "
                            + first.get("tenant").asText()))
                    .allSatisfy(row -> assertThat(row).startsWith("Uno (restored 2026-03-01 02:00:00)"));

            JsonNode second = cli().json("restore", id, "--as-new", "Casa Nueva", "--inactive")
                    .expect(0)
                    .json();
            assertThat(shops.rows("SELECT name FROM shops WHERE NOT active AND id = "
                            + second.get("tenant").asText()))
                    .containsExactly("Casa Nueva");

            cli().json("undo", second.get("restoreId").asText(), "--yes").expect(0);
            assertThat(shops.rows("SELECT 1 FROM shops WHERE id = "
                            + second.get("tenant").asText()))
                    .isEmpty();
        }

        @Test
        void takesAFileInsteadOfAnId() {
            String id = backUp("1");
            Path copy = folder.resolve("shop one.zip");
            cli().json("backup", "get", id, "-o", copy.toString()).expect(0);
            cli().json("backup", "delete", id, "--yes").expect(0);
            assertThat(cli().run("diff", copy.toString()).expect(0).out).contains("No difference");
            cli().json("restore", copy.toString(), "--into", "1", "--yes").expect(0);
            cli().json("diff", id).expect(6);
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
            List<String> source = shops.contents(1);
            List<String> before = shops.contents(2);
            JsonNode result =
                    cli().json("restore", id, "--into", "2", "--yes").expect(0).json();
            assertThat(result.get("tenant").asText()).isEqualTo("2");
            assertThat(shops.rows("SELECT name FROM products WHERE shop_id = 2 ORDER BY name"))
                    .isEqualTo(shops.rows("SELECT name FROM products WHERE shop_id = 1 ORDER BY name"))
                    .isNotEmpty();
            assertThat(shops.rows("SELECT subdomain FROM shops WHERE id = 2")).containsExactly("due");
            assertThat(shops.contents(1)).isEqualTo(source);
            cli().json("undo", result.get("restoreId").asText(), "--yes").expect(0);
            assertThat(shops.contents(2)).isEqualTo(before);
        }

        @Test
        void addsTheRowsBesideThoseThatAreThere() throws SQLException {
            String id = backUp("1");
            List<String> before = shops.contents(1);
            List<String> names = shops.rows(
                    "SELECT name FROM reviews r JOIN products p ON p.id = r.product_id" + " WHERE p.shop_id = 1");
            JsonNode result = cli().json("restore", id, "--into", "1", "--mode", "append", "--yes")
                    .expect(0)
                    .json();
            assertThat(result.get("rows").get("inserted").asLong()).isPositive();
            assertThat(result.get("rows").get("deleted").asLong()
                            + result.get("rows").get("updated").asLong())
                    .isZero();
            assertThat(shops.contents(1)).containsAll(before).hasSizeGreaterThan(before.size());
            assertThat(shops.rows("SELECT name FROM reviews r JOIN products p ON p.id = r.product_id"
                            + " WHERE p.shop_id = 1"))
                    .hasSize(2 * names.size());
            cli().json("undo", result.get("restoreId").asText(), "--yes").expect(0);
            assertThat(shops.contents(1)).isEqualTo(before);
        }

        @Test
        void saysWhatIsNotThere() {
            assertThat(cli().json("restore", "nosuch")
                            .expect(6)
                            .error()
                            .get("hint")
                            .asText())
                    .contains("backup list");
            String id = backUp("1");
            cli().json("restore", id, "--into", "99", "--yes").expect(6).error();
            cli().json("undo", "nosuch", "--yes").expect(6).error();
            cli().json("undo", "not an id", "--yes").expect(6).error();
        }
    }

    @Nested
    class Cloning {

        @Test
        void copiesATenantUnderKeysOfItsOwn() throws SQLException {
            List<String> source = shops.contents(1);
            JsonNode clone = cli().json("clone", "Uno", "Zwölf", "--inactive", "--keys")
                    .expect(0)
                    .json();
            assertThat(names(clone))
                    .contains("tenant", "verified", "exclusive", "rows", "tables", "restoreId", "changedDuring");
            assertThat(clone.get("source").asText()).isEqualTo("1");
            String tenant = clone.get("tenant").asText();
            assertThat(clone.get("keys").get(shops.spelled("shops")).get("1").asText())
                    .isEqualTo(tenant);
            assertThat(shops.rows("SELECT name FROM shops WHERE NOT active AND id = " + tenant))
                    .containsExactly("Zwölf");
            assertThat(shops.contents(Integer.parseInt(tenant))).hasSize(source.size());
            assertThat(shops.contents(1)).isEqualTo(source);
            cli().json("undo", clone.get("restoreId").asText(), "--yes").expect(0);
            assertThat(shops.contents(Integer.parseInt(tenant))).isEmpty();
        }

        @Test
        void needsToKnowWhatInactiveMeans() {
            JsonNode error = bare("--tenant-table", "shops", "--accept-proposals")
                    .json("clone", "1", "Quattro", "--inactive")
                    .expect(2)
                    .error();
            assertThat(error.get("hint").asText()).contains("--active-where");
        }

        @Test
        void needsAName() {
            cli().json("clone", "1", " ").expect(2).error();
            cli().json("clone", "99", "Quattro").expect(6).error();
        }
    }

    @Nested
    class Connecting {

        @Test
        void takesEverythingFromAConfigurationFile() throws IOException {
            Path config = Files.writeString(
                    folder.resolve("shop.properties"),
                    "url=" + shops.url() + "\nuser=" + shops.user() + "\npassword=" + shops.password()
                            + "\ntenant-table=shops\naccept-proposals=true\nstorage=backups\noutput=json\n");
            JsonNode document = CliRun.of("--config", config.toString(), "backup", "create", "1")
                    .expect(0)
                    .json();
            assertThat(Path.of(document.get("file").asText())).hasParent(storage);
        }

        @Test
        void takesOptionsBeforeTheCommandAndConnectionsFromTheEnvironment() {
            JsonNode document = CliRun.with()
                    .environment("TENANT_BACKUP_URL", shops.url())
                    .environment("TENANT_BACKUP_USER", shops.user())
                    .environment("TENANT_BACKUP_PASSWORD", shops.password())
                    .environment("TENANT_BACKUP_STORAGE", storage.toString())
                    .run("--output", "json", "--tenant-table=shops", "backup", "create", "1", "--accept-proposals")
                    .expect(0)
                    .json();
            assertThat(Path.of(document.get("file").asText())).hasParent(storage);
        }

        @Test
        void saysAtOnceThatThePasswordIsWrongAndNeverPrintsIt() {
            long began = System.nanoTime();
            CliRun run = CliRun.with("--url", shops.url(), "--user", shops.user(), "--password", "geheim-4711")
                    .json("inspect", "--tenant-table", "shops", "--debug");
            run.expect(1);
            JsonNode error = CliRun.with("--url", shops.url(), "--user", shops.user(), "--password", "geheim-4711")
                    .json("inspect", "--tenant-table", "shops")
                    .expect(1)
                    .error();
            assertThat(error.get("kind").asText()).isEqualTo("database");
            assertThat(error.get("hint").asText()).contains("--user and --password");
            assertThat(run.out + run.err).doesNotContain("geheim-4711");
            assertThat((System.nanoTime() - began) / 1_000_000_000L).isLessThan(10);
        }
    }
}
