// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.archive.Digest;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.NotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {

    /** The first test vector of RFC 8032, section 7.1: seed, public key, and the signature of nothing. */
    private static final String SEED = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

    private static final String PUBLIC = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    private static final String OF_NOTHING = "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555f"
            + "b8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b";

    @TempDir
    private Path directory;

    @Test
    void signsAsTheStandardSays() {
        SigningKey key = SigningKey.ofPem(Pem.encode("PRIVATE KEY", hex("302e020100300506032b657004220420" + SEED)));
        byte[] spki = hex("302a300506032b6570032100" + PUBLIC);

        assertThat(key.verifyingKey().toPem()).isEqualTo(Pem.encode("PUBLIC KEY", spki));
        assertThat(key.verifyingKey().id()).isEqualTo(Digest.of(spki).hex().substring(0, 16));
        assertThat(Base64.getDecoder().decode(key.sign(new byte[0]).valueText()))
                .isEqualTo(hex(OF_NOTHING));
    }

    @Test
    void isReadAsItWasWritten() throws IOException {
        SigningKey key = SigningKey.generate();
        Path secret = Files.writeString(directory.resolve("signing.pem"), key.toPem());
        Path open = Files.writeString(
                directory.resolve("signing.pub"), key.verifyingKey().toPem());

        assertThat(SigningKey.read(secret).verifyingKey()).isEqualTo(key.verifyingKey());
        assertThat(VerifyingKey.read(open)).isEqualTo(key.verifyingKey()).hasSameHashCodeAs(key.verifyingKey());
        assertThat(SigningKey.read(secret).sign(hex("00"))).isEqualTo(key.sign(hex("00")));
    }

    @Test
    void isAnotherEachTimeAndNeverPrinted() {
        SigningKey key = SigningKey.generate();
        assertThat(SigningKey.generate().verifyingKey()).isNotEqualTo(key.verifyingKey());
        assertThat(key)
                .hasToString("signing key " + key.verifyingKey().id())
                .extracting(SigningKey::toString)
                .asString()
                .doesNotContain(key.toPem().lines().toList().get(1));
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        SigningKey key = SigningKey.generate();
        Path file = directory.resolve("key");
        assertThatThrownBy(() -> SigningKey.read(file))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("openssl genpkey");
        assertRefused(file, key.verifyingKey().toPem(), "it holds 'PUBLIC KEY', not 'PRIVATE KEY'");
        assertRefused(
                file,
                key.toPem().replace("PRIVATE", "ENCRYPTED PRIVATE"),
                "it holds 'ENCRYPTED PRIVATE KEY', not 'PRIVATE KEY'");
        assertRefused(file, key.toPem() + SigningKey.generate().toPem(), "it holds more than one key");
        assertRefused(file, "", "it is not in PEM form");
        assertRefused(file, "x".repeat(70_000), "it is too long");
        assertRefused(file, Pem.encode("PRIVATE KEY", new byte[48]), "it holds no Ed25519 private key");
    }

    @Test
    void aPublicKeyOfAnotherKindIsRefused() throws IOException {
        Path file = directory.resolve("key.pub");
        Files.writeString(file, Pem.encode("PUBLIC KEY", hex("302a300506032b656e032100" + PUBLIC)));
        assertThatThrownBy(() -> VerifyingKey.read(file))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("it holds no Ed25519 public key");
        String noPoint = "02" + "00".repeat(31);
        assertThatThrownBy(
                        () -> VerifyingKey.ofPem(Pem.encode("PUBLIC KEY", hex("302a300506032b6570032100" + noPoint))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("it holds no Ed25519 public key");
        Files.writeString(file, SigningKey.generate().toPem());
        assertThatThrownBy(() -> VerifyingKey.read(file))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("it holds 'PRIVATE KEY', not 'PUBLIC KEY'");
    }

    private static void assertRefused(Path file, String pem, String why) throws IOException {
        Files.writeString(file, pem, StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> SigningKey.read(file))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(file + " is of no use as a signing key: " + why);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
