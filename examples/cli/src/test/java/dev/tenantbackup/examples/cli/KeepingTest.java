// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the command line does with backups once they are made. */
class KeepingTest extends ShopCommands {

    private String backup = "";
    private String bystander = "";

    KeepingTest() {
        super(ShopProduct.H2);
    }

    @BeforeEach
    void backUpTwoShops() throws SQLException {
        backup = backUp("1");
        bystander = backUp("2");
    }

    private JsonNode shown(String id) {
        return cli().json("backup", "show", id).expect(0).json();
    }

    @Test
    void theLastValidationIsShown() throws Exception {
        assertThat(shown(backup).get("validated").isNull()).isTrue();
        assertThat(cli().run("backup", "list").expect(0).out).contains("never");
        cli().json("backup", "validate", backup).expect(0);
        cli().json("backup", "validate", backup, "--level", "file").expect(0);
        JsonNode validated = shown(backup).get("validated");
        assertThat(validated.get("level").asText()).isEqualTo("file");
        assertThat(validated.get("deepest").get("level").asText()).isEqualTo("references");
        assertThat(shown(bystander).get("validated").isNull()).isTrue();
        Path archive = storage().resolve(backup + ".zip");
        byte[] bytes = Files.readAllBytes(archive);
        bytes[bytes.length / 2] ^= 1;
        Files.write(archive, bytes);
        JsonNode all = cli().json("backup", "validate", "--all", "--level", "file")
                .expect(3)
                .json();
        assertThat(all.get("backups")).hasSize(2);
        assertThat(all.get("problems")).hasSize(1);
        assertThat(all.get("problems").get(0).get("backup").asText()).isEqualTo(backup);
        assertThat(cli().run("backup", "list").expect(0).out).contains("file, INVALID");
    }

    @Test
    void aShareOfTheBackupsIsExaminedInEachRun() {
        int examined = 0;
        for (int run = 0; run < 3; run++) {
            JsonNode part = cli().json("backup", "validate", "--all", "--share", "1/3", "--within", "1h")
                    .expect(0)
                    .json();
            assertThat(part.get("complete").asBoolean()).isTrue();
            assertThat(part.get("backups").size() + part.get("inOtherShares").asInt())
                    .isEqualTo(2);
            examined += part.get("backups").size();
        }
        assertThat(examined).isEqualTo(2);
        assertThat(cli().json("backup", "validate", backup, "--share", "1/3")
                        .expect(2)
                        .error()
                        .get("hint")
                        .asText())
                .contains("--all");
    }

    @Test
    void aHeldBackupIsNotDeletedUntilItIsReleased() {
        JsonNode hold = cli().json("backup", "hold", backup, "--reason", "dispute 4711", "--until", "2999-01-01")
                .expect(0)
                .json();
        assertThat(hold.get("until").asText()).isEqualTo("2999-01-01T00:00:00Z");
        JsonNode refused =
                cli().json("backup", "delete", backup, "--yes").expect(5).error();
        assertThat(refused.get("message").asText()).contains("held until 2999-01-01T00:00:00Z: dispute 4711");
        assertThat(shown(backup).get("hold").get("reason").asText()).isEqualTo("dispute 4711");
        assertThat(shown(bystander).get("hold").isNull()).isTrue();
        assertThat(cli().json("backup", "release", backup)
                        .expect(0)
                        .json()
                        .get("released")
                        .asBoolean())
                .isTrue();
        cli().json("backup", "delete", backup, "--yes").expect(0);
        assertThat(cli().json("backup", "list").json()).hasSize(1);
        cli().json("backup", "hold", backup, "--reason", "late").expect(6);
        cli().json("backup", "hold", bystander, "--reason", "x", "--until", "tomorrow")
                .expect(2);
    }

    @Test
    void tagsAreShown() {
        cli().json("backup", "tag", backup, "before-migration", "keep").expect(0);
        cli().json("backup", "tag", backup, "keep", "--remove").expect(0);
        assertThat(shown(backup).get("tags")).hasSize(1);
        assertThat(shown(backup).get("tags").get(0).asText()).isEqualTo("before-migration");
        assertThat(cli().run("backup", "list").expect(0).out).contains("#before-migration");
        assertThat(cli().json("backup", "tag", backup, "NO")
                        .expect(2)
                        .error()
                        .get("message")
                        .asText())
                .contains("can't be a tag");
    }

    @Test
    void aSchemaThatHasDriftedIsNamedAndNothingMoves() throws SQLException {
        cli().json("backup", "validate", backup, "--level", "restorable").expect(0);
        shops().execute("ALTER TABLE reviews DROP COLUMN body", "ALTER TABLE products ALTER COLUMN name VARCHAR(9)");
        JsonNode drifted = cli().json("backup", "validate", backup, "--level", "restorable")
                .expect(3)
                .json();
        assertThat(drifted.get("level").asText()).isEqualTo("restorable");
        assertThat(drifted.get("problems").findValuesAsText("table")).contains("REVIEWS");
        assertThat(drifted.get("problems").get(0).get("message").asText()).contains("'BODY'");
        JsonNode validated = shown(backup).get("validated");
        assertThat(validated.get("valid").asBoolean()).isFalse();
        assertThat(validated.get("intact").asBoolean()).isTrue();
        cli().json("backup", "validate", backup).expect(0);
    }

    @Test
    void pruningSaysWhyAndTakesItsRulesFromTheCommandLineOrTheFile() throws Exception {
        String second = backUp("1");
        String third = backUp("1");
        cli().json("backup", "hold", second, "--reason", "dispute").expect(0);
        JsonNode plan = cli().json(
                        "backup",
                        "prune",
                        "--keep-daily",
                        "1",
                        "--keep-tag",
                        "keep",
                        "--zone",
                        "Europe/Berlin",
                        "--dry-run")
                .expect(0)
                .json();
        assertThat(plan.get("executed").asBoolean()).isFalse();
        assertThat(plan.get("pruned")).hasSize(1);
        assertThat(plan.get("pruned").get(0).get("backupId").asText()).isEqualTo(backup);
        assertThat(plan.get("kept").findValuesAsText("reason"))
                .anyMatch(reason -> reason.contains("daily 1 of 1 ("))
                .anyMatch(reason -> reason.equals("held: dispute"));
        assertThat(cli().run("backup", "prune", "--keep-daily", "1", "--dry-run")
                        .expect(0)
                        .out)
                .contains("Tenant 1, manual backups", "Tenant 2, manual backups", "Would delete 1 backup");

        assertThat(cli().json("backup", "prune", "--yes")
                        .expect(2)
                        .error()
                        .get("message")
                        .asText())
                .contains("a policy without rules removes nothing");
        Path config = Files.writeString(
                folder().resolve("keep.yaml"), "keep-last: 2\nkeep-safety: 3d\nzone: Europe/Berlin\n");
        assertThat(cli().json("backup", "prune", "--dry-run", "--config", config.toString())
                        .expect(0)
                        .json()
                        .get("pruned"))
                .hasSize(1);
        assertThat(cli().json("backup", "prune", "--dry-run", "--keep-last", "all", "--config", config.toString())
                        .expect(0)
                        .json()
                        .get("pruned"))
                .isEmpty();
        cli().json("backup", "prune", "--tenant", "2", "--keep-last", "1", "--yes")
                .expect(0);
        assertThat(cli().json("backup", "list").json()).hasSize(4);
        cli().json("backup", "prune", "--keep-last", "1", "--yes").expect(0);
        assertThat(cli().json("backup", "list").json().findValuesAsText("backupId"))
                .containsOnly(third, second, bystander);
    }

    @Test
    void aRuleThatCannotBeUnderstoodIsRefused() {
        for (String[] wrong : new String[][] {
            {"--keep-last", "many"},
            {"--keep-within", "30"},
            {"--zone", "Nowhere"},
            {"--keep-tag", "A B"},
            {"--keep-last", "-1"}
        }) {
            assertThat(cli().json("backup", "prune", "--keep-daily", "1", wrong[0], wrong[1], "--yes")
                            .expect(2)
                            .error()
                            .get("message")
                            .asText())
                    .contains(wrong[1]);
        }
    }
}
