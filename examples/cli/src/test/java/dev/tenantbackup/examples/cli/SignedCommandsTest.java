// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenantbackup.archive.seal.SigningKey;
import dev.tenantbackup.archive.seal.VerifyingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Backups that are signed, and a command line that reads no others. Shop 2 stands by, and looks like shop 1. */
class SignedCommandsTest extends ShopCommands {

    private final SigningKey key = SigningKey.generate();
    private final SigningKey stranger = SigningKey.generate();
    private List<String> before = List.of();
    private List<String> bystander = List.of();

    SignedCommandsTest() {
        super(ShopProduct.H2);
    }

    @BeforeEach
    void makeKeys() throws SQLException, IOException {
        before = shops().contents(1);
        bystander = shops().contents(2);
        Files.writeString(folder().resolve("signing.pem"), key.toPem());
        Files.writeString(folder().resolve("signing.pub"), key.verifyingKey().toPem());
        Files.writeString(folder().resolve("stranger.pem"), stranger.toPem());
    }

    @AfterEach
    void theBystanderDidNotMove() throws Exception {
        assertThat(shops().contents(2)).isEqualTo(bystander);
    }

    private CliRun.Builder signing(String keyFile) {
        return cli("--signing-key", folder().resolve(keyFile).toString());
    }

    private CliRun.Builder trusting() {
        return cli(
                "--signing-key",
                folder().resolve("signing.pem").toString(),
                "--require-signature-from",
                folder().resolve("signing.pub").toString());
    }

    private static JsonNode backUp(CliRun.Builder cli, String tenant) {
        return cli.json("backup", "create", tenant).expect(0).json();
    }

    private void damage() throws SQLException {
        shops().execute("UPDATE products SET price = 0 WHERE shop_id = 1");
        assertThat(shops().contents(1)).isNotEqualTo(before);
    }

    @Test
    void aSignedBackupIsRestoredAndUndoneWhereSignaturesAreRequired() throws SQLException {
        String backup = backUp(trusting(), "1").get("backupId").asText();
        JsonNode shown = trusting().json("backup", "show", backup).expect(0).json();
        assertThat(shown.get("signedBy").asText()).isEqualTo(key.verifyingKey().id());
        assertThat(trusting().run("backup", "show", backup).expect(0).out)
                .contains("by key " + key.verifyingKey().id());
        JsonNode report =
                trusting().json("backup", "validate", backup).expect(0).json();
        assertThat(report.get("signedBy").asText()).isEqualTo(key.verifyingKey().id());
        assertThat(trusting().run("backup", "validate", backup).expect(0).out)
                .contains("signed by key " + key.verifyingKey().id());

        damage();
        List<String> damaged = shops().contents(1);
        JsonNode restored = trusting()
                .json("restore", backup, "--into", "1", "--yes")
                .expect(0)
                .json();
        assertThat(shops().contents(1)).isEqualTo(before);
        trusting().json("undo", restored.get("restoreId").asText(), "--yes").expect(0);
        assertThat(shops().contents(1)).isEqualTo(damaged);
    }

    @Test
    void unsignedAndForeignBackupsAreRefused() throws SQLException {
        String unsigned = backUp(cli(), "1").get("backupId").asText();
        String foreign = backUp(signing("stranger.pem"), "1").get("backupId").asText();
        damage();
        List<String> damaged = shops().contents(1);
        for (String backup : List.of(unsigned, foreign)) {
            String file = storage().resolve(backup + ".zip").toString();
            for (String[] command : new String[][] {
                {"restore", backup, "--into", "1", "--yes"},
                {"restore", file, "--into", "1", "--yes"},
                {"diff", backup},
                {"backup", "show", backup},
                {"backup", "get", backup, "-o", folder().resolve("copy.zip").toString()},
            }) {
                JsonNode error = trusting().json(command).expect(3).error();
                assertThat(error.get("message").asText())
                        .contains(
                                "signed",
                                "a signature by key " + key.verifyingKey().id() + " is required");
            }
            JsonNode report =
                    trusting().json("backup", "validate", backup).expect(3).json();
            assertThat(report.get("problems").get(0).get("message").asText()).contains("is required");
        }
        assertThat(shops().contents(1)).isEqualTo(damaged);
        assertThat(trusting().json("backup", "list").expect(0).json()).isEmpty();
        cli().json("restore", unsigned, "--into", "1", "--yes").expect(0);
        assertThat(shops().contents(1)).isEqualTo(before);
    }

    @Test
    void aKeyMadeHereSignsAndIsTrustedByItsPublicHalf() throws IOException {
        Path made = folder().resolve("made.pem");
        CliRun run =
                CliRun.of("key", "generate", "--signing", "-o", made.toString()).expect(0);
        assertThat(run.out + run.err).doesNotContain("PRIVATE KEY");
        Path trusted = Files.writeString(folder().resolve("made.pub"), run.out);
        String id = VerifyingKey.read(trusted).id();
        if (made.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .isEqualTo("rw-------");
        }

        JsonNode backup =
                backUp(cli("--signing-key", made.toString(), "--require-signature-from", trusted.toString()), "1");
        assertThat(trusting()
                        .json("backup", "show", backup.get("backupId").asText())
                        .expect(3)
                        .error()
                        .get("message")
                        .asText())
                .contains(id);

        String before = Files.readString(made);
        CliRun.of("key", "generate", "--signing", "-o", made.toString()).expect(2);
        assertThat(made).hasContent(before);
        JsonNode other = CliRun.with()
                .json(
                        "key",
                        "generate",
                        "--signing",
                        "-o",
                        folder().resolve("other.pem").toString())
                .expect(0)
                .json();
        assertThat(VerifyingKey.ofPem(other.get("publicKey").asText()).id())
                .isEqualTo(other.get("keyId").asText())
                .isNotEqualTo(id);
    }

    @Test
    void whoSignedIsSaidWithoutOpeningTheArchive() {
        String signed = backUp(signing("signing.pem"), "1").get("backupId").asText();
        String unsigned = backUp(cli(), "1").get("backupId").asText();
        String[] validate = {"backup", "validate", "", "--level", "file"};

        validate[2] = signed;
        assertThat(cli().json(validate).expect(0).json().get("signedBy").asText())
                .isEqualTo(key.verifyingKey().id());
        assertThat(cli().run(validate).expect(0).out)
                .contains("(file examined, signed by key " + key.verifyingKey().id() + ")");

        validate[2] = unsigned;
        assertThat(cli().json(validate).expect(0).json().get("signedBy").isNull())
                .isTrue();
        assertThat(cli().run(validate).expect(0).out).contains("(file examined, not signed)");
    }

    @Test
    void noBackupIsMadeThatWouldBeRefused() {
        JsonNode error = cli(
                        "--require-signature-from",
                        folder().resolve("signing.pub").toString())
                .json("backup", "create", "1")
                .expect(2)
                .error();
        assertThat(error.get("message").asText()).contains("there is no key to sign with");
        assertThat(cli("--signing-key", folder().resolve("signing.pub").toString())
                        .json("backup", "create", "1")
                        .expect(2)
                        .error()
                        .get("message")
                        .asText())
                .contains("is of no use as a signing key");
        cli("--signing-key", folder().resolve("none.pem").toString())
                .json("backup", "create", "1")
                .expect(6);
    }

    @Test
    void whatWasTakenOutOfAChainIsSeen() throws IOException {
        String first = backUp(trusting(), "1").get("backupId").asText();
        String second = backUp(trusting(), "1").get("backupId").asText();
        JsonNode third = backUp(trusting(), "1");
        backUp(trusting(), "2");
        String head = third.get("chainHead").asText();

        trusting().json("backup", "delete", first, "--yes").expect(0);
        JsonNode whole = trusting().json("backup", "chain").expect(0).json();
        assertThat(whole.get("whole").asBoolean()).isTrue();
        assertThat(whole.get("chains")).hasSize(2);
        assertThat(whole.get("chains").get(0).get("tombstones").asInt()).isEqualTo(1);
        assertThat(whole.get("chains").get(0).get("chainHead").asText()).isEqualTo(head);
        trusting().json("backup", "chain", "1", "--known-head", head).expect(0);

        remove(second);
        JsonNode broken = trusting().json("backup", "chain").expect(3).json();
        JsonNode problem = broken.get("chains").get(0).get("problems").get(0);
        assertThat(problem.get("kind").asText()).isEqualTo("missing");
        assertThat(problem.get("backup").asText()).isEqualTo(second);
        assertThat(broken.get("chains").get(1).get("whole").asBoolean()).isTrue();
        assertThat(trusting().run("backup", "chain", "1").expect(3).out).contains("BROKEN", second, "Hint: ");

        remove(third.get("backupId").asText());
        assertThat(trusting()
                        .json("backup", "chain", "1", "--known-head", head)
                        .expect(3)
                        .json()
                        .findValuesAsText("kind"))
                .contains("rolled-back");
        trusting().json("backup", "chain", "--known-head", head).expect(2);
        trusting().json("backup", "chain", "1", "--known-head", "x").expect(2);
    }

    private void remove(String backup) throws IOException {
        Files.delete(storage().resolve(backup + ".json"));
        Files.delete(storage().resolve(backup + ".zip"));
    }
}
