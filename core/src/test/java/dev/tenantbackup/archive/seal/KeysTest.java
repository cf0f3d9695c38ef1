// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.NotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {

    @TempDir
    private Path directory;

    private final DecryptionKey key = DecryptionKey.generate();

    @Test
    void areGeneratedAsAnIdentityFile() throws IOException {
        String text = key.toIdentityFile(Instant.parse("2026-03-01T02:00:00.5Z"));
        assertThat(text)
                .matches("# created: 2026-03-01T02:00:00Z\n# public key: age1[a-z0-9]{58}\n"
                        + "AGE-SECRET-KEY-1[A-Z0-9]{58}\n")
                .contains(key.publicKey());
        Identities read = Identities.read(file(text));
        assertThat(read.publicKeys()).containsExactly(key.publicKey());
        assertThat(read.isEmpty()).isFalse();
        assertThat(DecryptionKey.generate().publicKey()).isNotEqualTo(key.publicKey());
    }

    @Test
    void areReadFromFilesWithComments() throws IOException {
        DecryptionKey second = DecryptionKey.generate();
        String secrets = Stream.of(key, second)
                .map(one -> "\r\n  # mine\r\n" + one.toIdentityFile(Instant.EPOCH))
                .reduce("", String::concat);
        assertThat(Identities.read(file(secrets)).publicKeys()).containsExactly(key.publicKey(), second.publicKey());
        assertThat(Recipients.read(file("# ours\n\n" + key.publicKey() + "\n" + key.publicKey() + "\n"))
                        .publicKeys())
                .containsExactly(key.publicKey());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "age1",
                "",
                "ssh-ed25519 AAAA",
                "age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t"
            })
    void toEncryptForAreRefusedIfTheyAreNone(String text) {
        assertThatThrownBy(() -> Recipients.of(text))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("'" + text + "' is not a public key")
                .hasMessageContaining("age1");
    }

    @Test
    void toEncryptForAreRefusedWithAFlippedLetter() {
        String publicKey = key.publicKey();
        char last = publicKey.charAt(publicKey.length() - 1);
        String wrong = publicKey.substring(0, publicKey.length() - 1) + (last == 'q' ? 'p' : 'q');
        assertThatThrownBy(() -> Recipients.of(wrong)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> Recipients.of(List.of())).isInstanceOf(InvalidRequestException.class);
        List<String> many = Stream.generate(DecryptionKey::generate)
                .map(DecryptionKey::publicKey)
                .limit(101)
                .toList();
        assertThatThrownBy(() -> Recipients.of(many)).hasMessageContaining("1 to 100 recipients");
        assertThat(SealedFiles.seal(new byte[1], Recipients.of(many.subList(0, 100))))
                .isNotEmpty();
        assertThat(Recipients.of(Collections.nCopies(200, publicKey)).publicKeys())
                .hasSize(1);
    }

    @Test
    void thatAreSecretAreNeverPrinted() throws IOException {
        String secret = key.toIdentityFile(Instant.EPOCH).lines().toList().get(2);
        String damaged = secret.substring(0, secret.length() - 1) + "!";
        Path file = file("# fine\n" + secret + "\n" + damaged);

        assertThat(key + " " + Identities.of(secret)).doesNotContain("AGE-SECRET");
        assertThatThrownBy(() -> Identities.of(damaged))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageNotContaining(secret.substring(20, 30));
        assertThatThrownBy(() -> Identities.read(file))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("key 2 in it is not a private key")
                .hasMessageNotContaining(secret.substring(20, 30));
        assertThatThrownBy(() -> Recipients.of(secret))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("'AGE-SECRET-KEY-1…' is not a public key")
                .hasMessageNotContaining(secret.substring(20, 30));
    }

    @Test
    void areMissedWhereAFileHoldsNone() throws IOException {
        assertThatThrownBy(() -> Identities.read(directory.resolve("nowhere"))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> Identities.read(file("# none\n")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("holds no private keys");
        assertThatThrownBy(() -> Identities.read(file("age-encryption.org/v1\n-> scrypt")))
                .hasMessageContaining("is encrypted itself");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "keys", ".txt"), text);
    }
}
