// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.archive.ArchiveLimit;
import dev.tenantbackup.archive.ArchiveLimits;
import dev.tenantbackup.model.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @TempDir
    Path folder;

    private final CommonOptions options = new CommonOptions();

    @Test
    void nothingSaidGivesTheDefaults() {
        Settings settings = Settings.of(options, Map.of());
        assertThat(settings.databaseUrl()).isEmpty();
        assertThat(settings.storage()).isEqualTo(new StoragePlace.Folder(Path.of("tenant-backups")));
        assertThat(settings.output()).isEqualTo(OutputFormat.TEXT);
        assertThat(settings.declaresTenants()).isFalse();
    }

    @Test
    void theCommandLineWinsThenTheEnvironmentThenTheFile() throws IOException {
        options.config = file("all.properties", "url=file-url\nuser=file-user\npassword=file-password\nstorage=file\n");
        options.url = "line-url";
        Settings settings = Settings.of(
                options,
                Map.of("TENANT_BACKUP_URL", "env-url", "TENANT_BACKUP_USER", "env-user", "TENANT_BACKUP_PASSWORD", ""));
        assertThat(settings.url()).isEqualTo("line-url");
        assertThat(settings.user()).isEqualTo("env-user");
        assertThat(settings.password()).isEqualTo(new Secret("file-password"));
        assertThat(settings.storage()).isEqualTo(new StoragePlace.Folder(folder.resolve("file")));
    }

    @Test
    void theEnvironmentNamesTheStorage() {
        Settings settings = Settings.of(options, Map.of("TENANT_BACKUP_STORAGE", "elsewhere"));
        assertThat(settings.storage()).isEqualTo(new StoragePlace.Folder(Path.of("elsewhere")));
    }

    @Test
    void aYamlFileHoldsEveryOption() throws IOException {
        options.config = file("all.yaml", """
                url: jdbc:h2:./shop
                user: sa
                password: "12345"
                schema: [public, audit]
                tenant-table: restaurants
                tenant-column: restaurant_id
                name-column: title
                active-where: active = true
                catalog: tenant-catalog.yaml
                accept-proposals: true
                storage: backups
                files: uploads
                archive-limit: [maxRowBytes=134217728, maxEntries=7]
                signing-key: signing.pem
                require-signature-from: [a.pub, b.pub]
                recipient: [age1one, age1two]
                recipients-file: recipients.txt
                identity: [one.txt, keys/two.txt]
                passphrase-file: passphrase.txt
                output: json
                """);
        Settings settings = Settings.of(options, Map.of());
        assertThat(settings)
                .isEqualTo(new Settings(
                        "jdbc:h2:./shop",
                        "sa",
                        new Secret("12345"),
                        java.util.List.of("public", "audit"),
                        "restaurants",
                        "restaurant_id",
                        "title",
                        "active = true",
                        folder.resolve("tenant-catalog.yaml"),
                        true,
                        new StoragePlace.Folder(folder.resolve("backups")),
                        new StoragePlace.Folder(folder.resolve("uploads")),
                        ArchiveLimits.DEFAULTS
                                .with(ArchiveLimit.ROW_BYTES, 134_217_728)
                                .with(ArchiveLimit.ENTRIES, 7),
                        new SigningSettings(
                                folder.resolve("signing.pem"),
                                java.util.List.of(folder.resolve("a.pub"), folder.resolve("b.pub"))),
                        new KeySettings(
                                java.util.List.of("age1one", "age1two"),
                                folder.resolve("recipients.txt"),
                                java.util.List.of(
                                        folder.resolve("one.txt"),
                                        folder.resolve("keys").resolve("two.txt")),
                                false,
                                null,
                                folder.resolve("passphrase.txt")),
                        OutputFormat.JSON,
                        false));
    }

    @ParameterizedTest
    @CsvSource({
        "maxRows=7, There is no archive limit 'maxRows=7'",
        "maxRowBytes, gives the archive limit no whole number",
        "maxRowBytes=much, gives the archive limit no whole number",
        "maxRowBytes=0, must be 1 to",
    })
    void aLimitThatIsNoneIsRefusedWithAListOfThem(String given, String reason) {
        options.archiveLimits.add(given);
        assertThatThrownBy(() -> Settings.of(options, Map.of()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("maxEntries, maxNameBytes");
    }

    @Test
    void aPropertiesFileDoesToo() throws IOException {
        options.config = file("all.properties", "schema = public, audit\naccept-proposals = true\nname-column = né\n");
        Settings settings = Settings.of(options, Map.of());
        assertThat(settings.schemas()).containsExactly("public", "audit");
        assertThat(settings.acceptProposals()).isTrue();
        assertThat(settings.nameColumn()).isEqualTo("né");
    }

    @Test
    void anEmptyYamlFileSaysNothing() throws IOException {
        options.config = file("empty.yaml", "# nothing yet\n");
        assertThat(Settings.of(options, Map.of()).declaresTenants()).isFalse();
    }

    @Test
    void aMisspeltNameIsRefused() throws IOException {
        options.config = file("wrong.yaml", "tenant-tabel: restaurants\n");
        assertThatThrownBy(() -> Settings.of(options, Map.of()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("names what is no option: tenant-tabel")
                .hasMessageContaining("tenant-table");
    }

    @Test
    void aFileThatIsNoYamlIsRefusedWithoutQuotingIt() throws IOException {
        options.config = file("broken.yaml", "url: x\npassword: \"geheim\n");
        assertThatThrownBy(() -> Settings.of(options, Map.of()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("not valid YAML")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void whatIsNoPlainValueIsRefused() throws IOException {
        options.config = file("nested.yaml", "storage:\n  folder: x\n");
        assertThatThrownBy(() -> Settings.of(options, Map.of())).hasMessageContaining("no plain value for 'storage'");
        options.config = file("flag.yaml", "accept-proposals: perhaps\n");
        assertThatThrownBy(() -> Settings.of(options, Map.of())).hasMessageContaining("true or false");
        options.config = file("output.yaml", "output: xml\n");
        assertThatThrownBy(() -> Settings.of(options, Map.of())).hasMessageContaining("text or json");
        options.config = file("list.yaml", "- url\n");
        assertThatThrownBy(() -> Settings.of(options, Map.of())).hasMessageContaining("one flat mapping");
    }

    @Test
    void aMissingFileIsNamed() {
        options.config = folder.resolve("nosuch.yaml");
        assertThatThrownBy(() -> Settings.of(options, Map.of()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("nosuch.yaml");
    }

    @Test
    void aPasswordIsNotPrintedWithTheSettings() throws IOException {
        options.password = "geheim";
        assertThat(Settings.of(options, Map.of()).toString())
                .doesNotContain("geheim")
                .contains("***");
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
