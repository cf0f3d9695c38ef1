// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

    @TempDir
    Path folder;

    @Test
    void aWrongCommandLineIsOneLineWithAHintAndCode2() {
        CliRun run = CliRun.of("restore", "x", "--nosuch");
        run.expect(2);
        assertThat(run.out).isEmpty();
        assertThat(run.err)
                .isEqualTo("Error: Unknown option: '--nosuch'.\n  Hint: See: tenant-backup restore --help\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "backup",
                "catalog",
                "nosuch",
                "restore",
                "clone 7",
                "undo",
                "diff",
                "backup create",
                "backup create 7 --all-active",
                "backup show",
                "backup validate",
                "backup validate x --level deep",
                "backup validate --all --share 8/7",
                "backup validate --all --within 2",
                "backup hold x",
                "backup tag x",
                "backup get x",
                "backup prune --keep-forever",
                "restore x --into 7 --as-new Y",
                "restore x --mode sideways",
                "inspect --output xml",
                "fence raise 7",
                "fence lift",
            })
    void wrongUseIsToldAsJsonToo(String line) {
        String[] args = line.isEmpty() ? new String[0] : line.split(" ");
        CliRun run = CliRun.with("--storage", folder.toString()).json(args);
        run.expect(2);
        assertThat(run.error().get("kind").asText()).isEqualTo("usage");
        assertThat(run.error().get("message").asText()).isNotBlank();
        assertThat(run.error().get("hint").asText()).contains("--help");
        assertThat(run.err).isEmpty();
    }

    @Test
    void theFormatIsKnownHoweverItIsWritten() {
        CliRun.of("nosuch", "--output=json").expect(2).error();
        CliRun.of("--output", "JSON", "nosuch").expect(2).error();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "inspect",
                "catalog",
                "catalog init",
                "backup",
                "backup create",
                "backup list",
                "backup show",
                "backup validate",
                "backup add",
                "backup get",
                "backup delete",
                "backup hold",
                "backup release",
                "backup tag",
                "backup prune",
                "restore",
                "clone",
                "diff",
                "undo",
                "backup rows",
                "backup compare",
                "drill",
                "drill history",
                "drill clear",
                "fence",
                "fence ddl",
                "fence status",
                "fence raise",
                "fence lift",
                "incident",
                "incident open",
                "incident list",
                "incident fence",
                "incident assess",
                "incident restore",
                "incident verify",
                "incident resume",
                "incident report"
            })
    void everyCommandExplainsItselfWithExamples(String command) {
        CliRun run = CliRun.of((command + " --help").trim().split(" "));
        run.expect(0);
        assertThat(run.err).isEmpty();
        assertThat(run.out)
                .startsWith(("Usage: tenant-backup " + command).trim())
                .contains("Examples:\n  tenant-backup ");
        assertThat(run.out.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(110));
    }

    @Test
    void theVersionIsShown() {
        assertThat(CliRun.of("--version").expect(0).out).startsWith("tenant-backup ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"inspect", "backup create 7", "backup create --all-active", "clone 7 New"})
    void withoutADatabaseTheHintSaysHowToNameOne(String line) {
        CliRun run = CliRun.with("--storage", folder.toString(), "--tenant-table", "t")
                .json(line.split(" "));
        run.expect(2);
        assertThat(run.error().get("message").asText()).isEqualTo("No database was named.");
        assertThat(run.error().get("hint").asText()).contains("--url", "TENANT_BACKUP_URL", "--config");
    }

    @ParameterizedTest
    @ValueSource(strings = {"restore x --into 7", "undo 5f0c", "backup delete x", "backup prune --keep-last 5"})
    void whatOverwritesOrDeletesWantsAYesWhereNobodyCanBeAsked(String line) {
        CliRun run = CliRun.with("--storage", folder.toString()).json(line.split(" "));
        run.expect(2);
        assertThat(run.error().get("kind").asText()).isEqualTo("invalid-request");
        assertThat(run.error().get("hint").asText()).contains("--yes");
    }

    @Test
    void anUnreachableDatabaseIsToldAtOnceAndWithoutThePasswordInItsUrl() {
        long began = System.nanoTime();
        CliRun run = CliRun.with("--url", "jdbc:postgresql://localhost:1/shop?user=ann&password=geheim-4711")
                .json("inspect", "--tenant-table", "shops");
        run.expect(1);
        assertThat(run.error().get("kind").asText()).isEqualTo("database");
        assertThat(run.error().get("message").asText())
                .contains("Cannot connect to jdbc:postgresql://localhost:1/shop?user=ann&password=***");
        assertThat(run.error().get("hint").asText()).contains("host and port");
        assertThat(run.out + run.err).doesNotContain("geheim-4711");
        assertThat((System.nanoTime() - began) / 1_000_000_000L).isLessThan(10);
    }

    @Test
    void anH2FileIsNeverCreatedByMistake() {
        CliRun run = CliRun.with("--url", "jdbc:h2:" + folder.resolve("misspelt"))
                .json("inspect", "--tenant-table", "shops");
        run.expect(1);
        assertThat(run.error().get("hint").asText()).contains("no such database");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aUrlThatNoDriverKnowsIsWrongUse() {
        CliRun run = CliRun.with("--url", "jdbc:oracle:thin:@db").json("inspect", "--tenant-table", "shops");
        run.expect(2);
        assertThat(run.error().get("hint").asText()).contains("jdbc:postgresql:");
    }

    @Test
    void lettersThatTheLocaleLostAreNotTakenForAName() {
        CliRun run = CliRun.with("--storage", folder.toString()).json("clone", "7", "\ufffd\ufffdaj");
        run.expect(2);
        assertThat(run.error().get("hint").asText()).contains("UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup create 7 --readers 9", "backup create 7 --exported-by \u00a0", "clone 7 \u00a0"})
    void valuesThatMakeNoSenseAreWrongUse(String line) {
        String[] args = line.replace('\u00a0', '\t').split(" ");
        CliRun run = CliRun.with("--storage", folder.toString(), "--url", "jdbc:h2:mem:none")
                .json(args);
        run.expect(2);
        assertThat(run.error().get("kind").asText()).isEqualTo("invalid-request");
    }

    @Test
    void aConfigurationFileThatIsNotThereIsToldInTheFormatAskedFor() {
        CliRun run =
                CliRun.of("inspect", "--config", folder.resolve("nosuch.yaml").toString(), "--output", "json");
        run.expect(2);
        assertThat(run.error().get("message").asText()).contains("nosuch.yaml");
    }

    @Test
    void aModeThatDoesNotExistIsRefusedInsteadOfGuessed() {
        CliRun run = CliRun.with("--storage", folder.toString()).json("restore", "x", "--mode", "overwrite");
        run.expect(2);
        assertThat(run.error().get("message").asText()).contains("overwrite", "append");
    }

    @Test
    void aRuleForDirtyReferencesThatDoesNotExistIsRefused() {
        CliRun run =
                CliRun.with("--storage", folder.toString()).json("clone", "7", "Nueva", "--dirty-references", "drop");
        run.expect(2);
        assertThat(run.error().get("message").asText()).contains("drop", "keep, null or refuse");
    }

    @Test
    void inactiveIsForNewTenants() {
        CliRun run = CliRun.with("--storage", folder.toString()).json("restore", "x", "--into", "7", "--inactive");
        run.expect(2);
        assertThat(run.error().get("message").asText()).contains("--inactive");
    }
}
