// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line finds in a storage beside sound backups, and clears away. */
class ReconcilingTest {

    private static final String DEAD = "tenant_export_1_20200101000000";

    @TempDir
    Path folder;

    private Path storage = Path.of("backups");
    private String backup = "";
    private List<String> before = List.of();

    @BeforeEach
    void backUpTwoShopsAndLeaveWhatTheDeadLeave() throws Exception {
        storage = folder.resolve("backups");
        ShopDatabase shops = new ShopDatabase("jdbc:h2:" + folder.resolve("shops"), "sa", "s3cret words");
        shops.fill();
        backup = backUp(shops, "1");
        backUp(shops, "2");
        before = files();
        Files.writeString(storage.resolve(DEAD + ".reserved"), "2020-01-01T00:00:00Z\nthe dead\n");
        Files.writeString(storage.resolve(DEAD + ".zip"), "an archive whose record was not written");
        Files.writeString(storage.resolve("readme.txt"), "hello");
    }

    private String backUp(ShopDatabase shops, String tenant) {
        return cli().json(
                        "backup",
                        "create",
                        tenant,
                        "--url",
                        shops.url(),
                        "--user",
                        shops.user(),
                        "--password",
                        shops.password(),
                        "--tenant-table",
                        "shops",
                        "--tenant-column",
                        "shop_id",
                        "--accept-proposals")
                .expect(0)
                .json()
                .get("backupId")
                .asText();
    }

    /** No database is named: none is needed. */
    private CliRun.Builder cli() {
        return CliRun.with("--storage", storage.toString());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(storage)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static List<String> outcomes(JsonNode report) {
        List<String> outcomes = new ArrayList<>();
        for (JsonNode finding : report.get("findings")) {
            outcomes.add(
                    finding.get("object").asText() + " " + finding.get("kind").asText() + " "
                            + finding.get("outcome").asText());
        }
        return outcomes;
    }

    @AfterEach
    void everyBackupIsAsItWas() throws IOException {
        assertThat(files()).contains("readme.txt").containsAll(before);
        cli().run("backup", "validate", "--all", "--level", "file").expect(0);
    }

    @Test
    void lookingChangesNothing() throws IOException {
        List<String> all = files();
        JsonNode found = cli().json("storage", "reconcile").expect(0).json();
        assertThat(found.get("sound").asBoolean()).isTrue();
        assertThat(found.get("repaired").asBoolean()).isFalse();
        assertThat(found.get("backups").asInt()).isEqualTo(2);
        assertThat(outcomes(found))
                .containsExactly(
                        DEAD + ".zip archive-without-record adoptable", DEAD + ".reserved abandoned removable");
        assertThat(found.get("unknown").get(0).get("object").asText()).isEqualTo("readme.txt");
        assertThat(found.get("unfinished")).isEmpty();
        assertThat(files()).isEqualTo(all);
        assertThat(cli().run("storage", "reconcile").expect(0).out)
                .contains("sound")
                .contains("'backup add' makes a backup of it")
                .contains("not made by this program; stays");
    }

    @Test
    void repairingAsksFirst() throws IOException {
        List<String> all = files();
        assertThat(cli().run("storage", "reconcile", "--repair").expect(2).err).contains("--yes");
        assertThat(files()).isEqualTo(all);
    }

    @Test
    void repairingRemovesOrphansOnlyIfTold() throws IOException {
        JsonNode kept = cli().json("storage", "reconcile", "--repair", "--yes")
                .expect(0)
                .json();
        assertThat(kept.get("repaired").asBoolean()).isTrue();
        assertThat(outcomes(kept))
                .containsExactly(DEAD + ".reserved abandoned removed", DEAD + ".zip archive-without-record adoptable");
        assertThat(files()).contains(DEAD + ".zip").doesNotContain(DEAD + ".reserved");
        cli().run("storage", "reconcile", "--repair", "--remove-orphans", "--yes")
                .expect(0);
        assertThat(files()).doesNotContain(DEAD + ".zip");
    }

    @Test
    void aLostArchiveIsAnExitCodeOfItsOwn() throws IOException {
        Path archive = storage.resolve(backup + ".zip");
        byte[] bytes = Files.readAllBytes(archive);
        Files.delete(archive);
        JsonNode found = cli().json("storage", "reconcile", "--repair", "--remove-orphans", "--yes")
                .expect(3)
                .json();
        assertThat(found.get("sound").asBoolean()).isFalse();
        assertThat(outcomes(found)).contains(backup + ".json record-without-archive undecided");
        assertThat(cli().run("storage", "reconcile").expect(3).out)
                .contains("BACKUPS ARE LOST")
                .contains("the backup is lost, unless a copy comes back");
        Files.write(archive, bytes);
    }
}
