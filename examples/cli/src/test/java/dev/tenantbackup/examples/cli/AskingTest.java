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

/** What commands ask for, refuse, and take from elsewhere: the same whatever the product. */
class AskingTest extends ShopCommands {

    AskingTest() {
        super(ShopProduct.H2);
    }

    @Test
    void takesEverythingFromAConfigurationFile() throws IOException {
        Path config = Files.writeString(
                folder().resolve("shop.properties"),
                "url=" + shops().url() + "\nuser=" + shops().user() + "\npassword=" + shops().password()
                        + "\ntenant-table=shops\naccept-proposals=true\nstorage=backups\noutput=json\n");
        JsonNode document = CliRun.of("--config", config.toString(), "backup", "create", "1")
                .expect(0)
                .json();
        assertThat(Path.of(document.get("file").asText())).hasParent(storage());
    }

    @Test
    void takesOptionsBeforeTheCommandAndConnectionsFromTheEnvironment() {
        JsonNode document = CliRun.with()
                .environment("TENANT_BACKUP_URL", shops().url())
                .environment("TENANT_BACKUP_USER", shops().user())
                .environment("TENANT_BACKUP_PASSWORD", shops().password())
                .environment("TENANT_BACKUP_STORAGE", storage().toString())
                .run("--output", "json", "--tenant-table=shops", "backup", "create", "1", "--accept-proposals")
                .expect(0)
                .json();
        assertThat(Path.of(document.get("file").asText())).hasParent(storage());
    }

    @Test
    void asksAPersonForTheTenantsName() throws SQLException {
        String id = backUp("1");
        List<String> before = shops().contents(1);
        loseProducts();
        List<String> damaged = shops().contents(1);
        CliRun refused = cli().typing("no").run("restore", id, "--into", "1").expect(2);
        assertThat(refused.err).contains("Type the tenant's name (Uno)", shops().spelled("products"), "Not confirmed");
        assertThat(shops().contents(1)).isEqualTo(damaged);
        CliRun done = cli().typing("Uno").run("restore", id, "--into", "Uno").expect(0);
        assertThat(done.out).contains("Restored tenant 1", "Undo with: tenant-backup undo ");
        assertThat(shops().contents(1)).isEqualTo(before);
        String restoreId = done.out
                .lines()
                .filter(line -> line.contains("Restore id: "))
                .map(line -> line.substring(line.indexOf(": ") + 2).trim())
                .findFirst()
                .orElseThrow();
        cli().typing("Uno").run("undo", restoreId).expect(0);
        assertThat(shops().contents(1)).isEqualTo(damaged);
    }

    @Test
    void takesAFileInsteadOfAnId() {
        String id = backUp("1");
        Path copy = folder().resolve("shop one.zip");
        cli().json("backup", "get", id, "-o", copy.toString()).expect(0);
        cli().json("backup", "delete", id, "--yes").expect(0);
        assertThat(cli().run("diff", copy.toString()).expect(0).out).contains("No difference");
        cli().json("restore", copy.toString(), "--into", "1", "--yes").expect(0);
        cli().json("diff", id).expect(6);
    }

    @Test
    void saysWhatIsNotThere() {
        assertThat(cli().json("restore", "nosuch").expect(6).error().get("hint").asText())
                .contains("backup list");
        String id = backUp("1");
        cli().json("restore", id, "--into", "99", "--yes").expect(6).error();
        cli().json("undo", "nosuch", "--yes").expect(6).error();
        cli().json("undo", "not an id", "--yes").expect(6).error();
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

    @Test
    void doesNotReadAllActiveAsAll() {
        bare("--tenant-table", "shops", "--accept-proposals")
                .json("backup", "create", "--all-active")
                .expect(2)
                .error();
    }

    @Test
    void doesNotWriteOverAFileUnlessTold() throws IOException {
        Path file = Files.writeString(folder().resolve("mine.yaml"), "version: 1\n");
        CliRun.Builder cli = bare("--tenant-table", "shops");
        JsonNode error =
                cli.json("catalog", "init", "-o", file.toString()).expect(2).error();
        assertThat(error.get("hint").asText()).contains("--force");
        assertThat(file).hasContent("version: 1");
        cli.json("catalog", "init", "-o", file.toString(), "--force").expect(0);
        assertThat(Files.readString(file)).containsIgnoringCase("shops");
    }

    @Test
    void leavesNoFolderBehind() {
        cli().run("inspect").expect(0);
        assertThat(storage()).doesNotExist();
    }

    @Test
    void recordsWhoAskedForIt() {
        cli().json("backup", "create", "1", "--exported-by", "ann").expect(0);
        assertThat(cli().json("backup", "list").json().get(0).get("actor").asText())
                .isEqualTo("ann");
    }

    @Test
    void oneTenantThatFailsDoesNotStopTheOthersAndTheExitCodeSaysSo() throws SQLException {
        // Half a character can't be written to an archive.
        shops().execute("UPDATE products SET name = CHAR(55296) WHERE id = 2");
        CliRun run = cli().json("backup", "create", "--all-active");
        run.expect(1);
        JsonNode document = run.json();
        assertThat(document.get("backups").findValuesAsText("tenant")).containsExactly("2");
        assertThat(document.get("failed")).hasSize(1);
        JsonNode failed = document.get("failed").get(0);
        assertThat(failed.get("tenant").asText()).isEqualTo("1");
        assertThat(failed.get("error").get("kind").asText()).isEqualTo("source-data");
        assertThat(failed.get("error").get("table").asText()).isEqualTo("PRODUCTS");
        assertThat(failed.get("error").get("key").get("ID").asText()).isEqualTo("2");
        assertThat(cli().run("backup", "create", "--all-active").expect(1).out).contains("Tenant 1 has no new backup");
    }
}
