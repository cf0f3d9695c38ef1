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
                "backup get x",
                "backup prune",
                "restore x --into 7 --as-new Y",
                "restore x --mode sideways",
                "inspect --output xml",
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
                "backup prune",
                "restore",
                "clone",
                "diff",
                "undo"
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
    void appendIsRefusedInsteadOfGuessed() {
        CliRun run = CliRun.with("--storage", folder.toString()).json("restore", "x", "--mode", "append");
        run.expect(2);
        assertThat(run.error().get("message").asText()).contains("append");
    }

    @Test
    void inactiveIsForNewTenants() {
        CliRun run = CliRun.with("--storage", folder.toString()).json("restore", "x", "--into", "7", "--inactive");
        run.expect(2);
        assertThat(run.error().get("message").asText()).contains("--inactive");
    }
}
