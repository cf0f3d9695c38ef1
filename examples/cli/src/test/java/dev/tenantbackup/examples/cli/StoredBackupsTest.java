// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What commands do with backups that are there, whatever database they are of. */
class StoredBackupsTest extends ShopCommands {

    StoredBackupsTest() {
        super(ShopProduct.H2);
    }

    @Test
    void listsThemWithoutADatabase() {
        String first = backUp("1");
        String second = backUp("2");
        CliRun.Builder offline = CliRun.with("--storage", storage().toString());
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
        assertThat(document.get("shared").get(shops().spelled("countries")).asLong())
                .isEqualTo(1);
        assertThat(document.get("acceptedProposals")).isNotEmpty();
        assertThat(cli().run("backup", "show", id).out).contains("Uno", shops().spelled("products"));
        cli().json("backup", "show", "nosuch").expect(6).error();
        cli().json("backup", "show", "not/an/id").expect(6).error();
    }

    @Test
    void givesTheArchiveOutAndTakesItInAgain() {
        String id = backUp("1");
        Path copy = folder().resolve("copy.zip");
        JsonNode got =
                cli().json("backup", "get", id, "-o", copy.toString()).expect(0).json();
        assertThat(copy).hasSize(got.get("bytes").asLong());
        cli().json("backup", "get", id, "-o", copy.toString()).expect(2);

        CliRun.Builder elsewhere =
                CliRun.with("--storage", folder().resolve("elsewhere").toString());
        JsonNode added =
                elsewhere.json("backup", "add", copy.toString()).expect(0).json();
        assertThat(added.get("backupId").asText()).isEqualTo(id);
        assertThat(elsewhere.json("backup", "list").json()).hasSize(1);
        elsewhere
                .json("backup", "add", folder().resolve("nosuch.zip").toString())
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
        assertThat(cli().json("backup", "validate", "--all").expect(0).json().get("backups"))
                .hasSize(1);

        Path archive = storage().resolve(id + ".zip");
        byte[] bytes = Files.readAllBytes(archive);
        bytes[bytes.length / 2] ^= 1;
        Files.write(archive, bytes);
        JsonNode damaged = cli().json("backup", "validate", id).expect(3).json();
        assertThat(damaged.get("valid").asBoolean()).isFalse();
        assertThat(damaged.get("problems")).isNotEmpty();
        JsonNode all = cli().json("backup", "validate", "--all").expect(3).json();
        assertThat(all.get("valid").asBoolean()).isFalse();
        assertThat(cli().run("backup", "validate", id).expect(3).out).contains("INVALID");

        Path noArchive = Files.writeString(folder().resolve("note.zip"), "no archive");
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
