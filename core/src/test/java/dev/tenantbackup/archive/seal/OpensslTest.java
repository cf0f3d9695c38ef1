// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys and signatures, both ways against the {@code openssl} command. */
class OpensslTest {

    private static final byte[] CONTENT = "{\"format\": \"tenant-backup-archive\"}\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    @BeforeEach
    void openssl() {
        boolean found = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "openssl")));
        assumeTrue(found, "no openssl command on the path: its keys and its verdict are not tried");
    }

    @Test
    void itsKeysSignHere() throws Exception {
        assertThat(run("genpkey", "-algorithm", "ed25519", "-out", "signing.pem"))
                .isZero();
        assertThat(run("pkey", "-in", "signing.pem", "-pubout", "-out", "signing.pub"))
                .isZero();
        assertThat(run("pkey", "-in", "signing.pem", "-pubout", "-outform", "DER", "-out", "signing.der"))
                .isZero();
        SigningKey key = SigningKey.read(directory.resolve("signing.pem"));

        assertThat(key.verifyingKey()).isEqualTo(VerifyingKey.read(directory.resolve("signing.pub")));
        assertThat(Base64.getDecoder().decode(key.sign(CONTENT).keyText()))
                .isEqualTo(Files.readAllBytes(directory.resolve("signing.der")));
        assertThat(verdictOn(CONTENT, key.sign(CONTENT), "signing.pub")).isZero();
    }

    @Test
    void itChecksSignaturesMadeHere() throws Exception {
        SigningKey key = SigningKey.generate();
        Files.writeString(directory.resolve("own.pem"), key.toPem());
        Files.writeString(directory.resolve("own.pub"), key.verifyingKey().toPem());
        assertThat(run("pkey", "-in", "own.pem", "-pubout", "-out", "derived.pub"))
                .isZero();
        assertThat(directory.resolve("derived.pub")).hasSameBinaryContentAs(directory.resolve("own.pub"));

        assertThat(verdictOn(CONTENT, key.sign(CONTENT), "own.pub")).isZero();
        assertThat(verdictOn("other".getBytes(StandardCharsets.UTF_8), key.sign(CONTENT), "own.pub"))
                .isNotZero();
    }

    private int verdictOn(byte[] content, Signature signature, String key) throws Exception {
        Files.write(directory.resolve("content"), content);
        Files.write(directory.resolve("signature"), Base64.getDecoder().decode(signature.valueText()));
        return run("pkeyutl", "-verify", "-pubin", "-inkey", key, "-rawin", "-in", "content", "-sigfile", "signature");
    }

    private int run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start()
                .waitFor();
    }
}
