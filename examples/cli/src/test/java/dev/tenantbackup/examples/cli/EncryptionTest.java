// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The application server has a public key, and whoever restores has the private one. */
class EncryptionTest extends ShopCommands {

    private String publicKey = "";
    private String backup = "";

    EncryptionTest() {
        super(ShopProduct.H2);
    }

    @BeforeEach
    void backUpOneOfTwoShops() throws SQLException {
        publicKey = generate("identity.txt");
        backup = cli().json("backup", "create", "1", "--recipient", publicKey)
                .expect(0)
                .json()
                .get("backupId")
                .asText();
    }

    @Test
    void oneTenantComesBackAndTheOtherDoesNotMove() throws SQLException {
        List<String> before = rows(1);
        List<String> bystander = rows(2);
        assertThat(bystander).isNotEmpty();
        shops().execute("DELETE FROM products WHERE shop_id = 1");
        assertThat(rows(1)).isEmpty();

        cli().json("restore", backup, "--into", "1", "--yes", "--identity", file("identity.txt"))
                .expect(0);

        assertThat(rows(1)).isEqualTo(before);
        assertThat(rows(2)).isEqualTo(bystander);
    }

    @Test
    void withoutThePrivateKeyRecordsAreEnoughForMost() {
        assertThat(cli().json("backup", "list").expect(0).json()).hasSize(1);
        JsonNode shown = cli().json("backup", "show", backup).expect(0).json();
        assertThat(shown.get("encryption").get("recipients").get(0).asText()).isEqualTo(publicKey);
        assertThat(shown.has("product")).isFalse();
        assertThat(cli().run("backup", "show", backup).expect(0).out).contains("Encrypted", publicKey);
        JsonNode report = cli().json("backup", "validate", backup).expect(0).json();
        assertThat(report.get("level").asText()).isEqualTo("file");
        assertThat(report.get("unchecked").get(0).asText()).contains("only the whole file");
        cli().json("backup", "prune", "--keep-last", "1", "--plan").expect(0);
        cli().json("backup", "delete", backup, "--yes").expect(0);
    }

    @Test
    void withItEverythingIsShownAndExamined() {
        String identity = file("identity.txt");
        assertThat(cli().json("backup", "show", backup, "--identity", identity)
                        .expect(0)
                        .json()
                        .get("product")
                        .asText())
                .isEqualTo("H2");
        assertThat(cli().json("backup", "validate", backup, "--identity", identity)
                        .expect(0)
                        .json()
                        .get("level")
                        .asText())
                .isEqualTo("references");
    }

    @Test
    void aMissingKeyAWrongKeyAndDamageAreToldApart() throws IOException {
        generate("other.txt");
        JsonNode missing = cli().json("diff", backup).expect(1).error();
        assertThat(missing.get("kind").asText()).isEqualTo("missing-key");
        JsonNode wrong = cli().json("diff", backup, "--identity", file("other.txt"))
                .expect(1)
                .error();
        assertThat(wrong.get("kind").asText()).isEqualTo("wrong-key");
        assertThat(wrong.get("message").asText()).contains(publicKey);

        Path archive = storage().resolve(backup + ".zip.age");
        byte[] bytes = Files.readAllBytes(archive);
        bytes[bytes.length / 2] ^= 1;
        Files.write(archive, bytes);
        JsonNode damaged = cli().json("diff", backup, "--identity", file("identity.txt"))
                .expect(3)
                .error();
        assertThat(damaged.get("kind").asText()).isEqualTo("archive");
    }

    @Test
    void aBackupIsEncryptedAnewForOthers() throws IOException {
        String next = generate("next.txt");
        Files.writeString(folder().resolve("recipients.txt"), "# the new ones\n" + next + "\n");
        assertThat(cli().json("backup", "rekey", backup, "--identity", file("identity.txt"))
                        .expect(2)
                        .error()
                        .get("hint")
                        .asText())
                .contains("--recipient");

        JsonNode record = cli().json(
                        "backup",
                        "rekey",
                        backup,
                        "--identity",
                        file("identity.txt"),
                        "--recipients-file",
                        file("recipients.txt"))
                .expect(0)
                .json();

        assertThat(record.get("encryption").get("recipients").get(0).asText()).isEqualTo(next);
        cli().json("diff", backup, "--identity", file("identity.txt")).expect(1);
        cli().json("diff", backup, "--identity", file("identity.txt"), "--identity", file("next.txt"))
                .expect(0);
    }

    @Test
    void aPassphraseComesFromTheEnvironmentOrAFileAndFromNoArgument() throws IOException {
        Files.writeString(folder().resolve("passphrase.txt"), "correct horse\n");
        String id = cli().environment("TENANT_BACKUP_PASSPHRASE", "correct horse")
                .json("backup", "create", "1", "--passphrase")
                .expect(0)
                .json()
                .get("backupId")
                .asText();
        cli().json("diff", id, "--passphrase-file", file("passphrase.txt")).expect(0);
        JsonNode wrong = cli().environment("TENANT_BACKUP_PASSPHRASE", "wrong horse")
                .json("diff", id)
                .expect(1)
                .error();
        assertThat(wrong.get("kind").asText()).isEqualTo("wrong-key");
        assertThat(wrong.toString()).doesNotContain("wrong horse");
        assertThat(cli().environment("TENANT_BACKUP_PASSPHRASE", "correct horse")
                        .json("backup", "create", "1", "--passphrase", "--recipient", publicKey)
                        .expect(2)
                        .error()
                        .get("message")
                        .asText())
                .contains("not both");
    }

    @Test
    void keysAreMadeForTheirOwnerAloneAndNeverOverAnything() throws IOException {
        Path identity = folder().resolve("identity.txt");
        String before = Files.readString(identity);
        assertThat(before).contains("# public key: " + publicKey, "AGE-SECRET-KEY-1");
        if (identity.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(identity)))
                    .isEqualTo("rw-------");
        }
        assertThat(CliRun.of("key", "generate", "-o", identity.toString()).expect(2).err)
                .contains("exists");
        assertThat(identity).hasContent(before);
    }

    private String generate(String name) {
        CliRun run = CliRun.with().json("key", "generate", "-o", file(name)).expect(0);
        assertThat(run.out + run.err).doesNotContain("AGE-SECRET-KEY");
        return run.json().get("publicKey").asText();
    }

    private String file(String name) {
        return folder().resolve(name).toString();
    }

    private List<String> rows(int shop) throws SQLException {
        return shops().rows("SELECT p.*, r.stars, r.body FROM products p JOIN reviews r ON r.product_id = p.id"
                + " WHERE p.shop_id = " + shop + " ORDER BY p.id, r.id");
    }
}
