// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and encrypted files, both ways against the {@code age} command. */
class AgeInteropTest {

    private static final int CHUNK = 64 << 10;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, CHUNK, CHUNK + 1, 3 * CHUNK})
    void itReadsWhatIsWrittenHere(int length) throws Exception {
        age().run("age-keygen", "-o", "key.txt");
        Identities identities = Identities.read(directory.resolve("key.txt"));
        byte[] content = SealedFiles.content(length);
        Recipients recipients = Recipients.of(
                DecryptionKey.generate().publicKey(), identities.publicKeys().get(0));
        write("sealed.age", SealedFiles.seal(content, recipients));

        age().run("age", "-d", "-i", "key.txt", "-o", "opened", "sealed.age");

        assertThat(read("opened")).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, CHUNK, CHUNK + 1, 3 * CHUNK})
    void whatItWritesIsReadHere(int length) throws Exception {
        DecryptionKey key = DecryptionKey.generate();
        byte[] content = SealedFiles.content(length);
        write("content", content);

        age().run(
                        "age",
                        "-r",
                        DecryptionKey.generate().publicKey(),
                        "-r",
                        key.publicKey(),
                        "-o",
                        "sealed.age",
                        "content");

        assertThat(SealedFiles.unseal(read("sealed.age"), key.identities())).isEqualTo(content);
    }

    @Test
    void itTakesKeysMadeHereAndSeesTheSamePublicKey() throws Exception {
        DecryptionKey key = DecryptionKey.generate();
        Files.writeString(directory.resolve("own.txt"), key.toIdentityFile(Instant.EPOCH));
        assertThat(age().run("age-keygen", "-y", "own.txt").strip()).isEqualTo(key.publicKey());
        age().run("age-keygen", "-o", "its.txt");
        assertThat(Identities.read(directory.resolve("its.txt")).publicKeys())
                .containsExactly(age().run("age-keygen", "-y", "its.txt").strip());
    }

    @Test
    void itReadsWhatIsWrittenHereWithAPassphrase() throws Exception {
        byte[] content = SealedFiles.content(100);
        write("sealed.age", SealedFiles.seal(content, Recipients.passphrase(Passphrase.of("correct horse"), 10)));

        age().runWithPassphrase("correct horse", 1, "age", "-d", "-o", "opened", "sealed.age");

        assertThat(read("opened")).isEqualTo(content);
    }

    @Test
    void whatItWritesWithAPassphraseIsReadHere() throws Exception {
        byte[] content = SealedFiles.content(100);
        write("content", content);

        age().runWithPassphrase("correct horse", 2, "age", "-p", "-o", "sealed.age", "content");

        assertThat(SealedFiles.unseal(read("sealed.age"), Identities.passphrase(Passphrase.of("correct horse"))))
                .isEqualTo(content);
    }

    private AgeCommand age() {
        return AgeCommand.in(directory);
    }

    private void write(String name, byte[] content) throws IOException {
        Files.write(directory.resolve(name), content);
    }

    private byte[] read(String name) throws IOException {
        return Files.readAllBytes(directory.resolve(name));
    }
}
