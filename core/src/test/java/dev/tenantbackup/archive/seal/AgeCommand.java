// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The {@code age} command, as it is installed. */
final class AgeCommand {

    private final Path directory;

    private AgeCommand(Path directory) {
        this.directory = directory;
    }

    /** The command, working in a directory. Skips the test where it is not installed, unless that is forbidden. */
    static AgeCommand in(Path directory) {
        for (String command : List.of("age", "age-keygen", "script")) {
            boolean found = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
            String missing =
                    "no " + command + " command on the path (apt-get install age bsdutils): what is encrypted here"
                            + " is not tried with it";
            if (Boolean.getBoolean("tenantbackup.requireEngines")) {
                assertThat(found).as(missing).isTrue();
            }
            assumeTrue(found, missing);
        }
        return new AgeCommand(directory);
    }

    /** Runs it, and expects success. */
    String run(String... command) throws IOException, InterruptedException {
        Process process = start(command);
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s: %s", String.join(" ", command), output)
                .isZero();
        return output;
    }

    /** Runs it on a terminal, and answers each question for a passphrase when it is asked. */
    void runWithPassphrase(String passphrase, int questions, String... command)
            throws IOException, InterruptedException {
        Process process = start("script", "-qec", String.join(" ", command), "/dev/null");
        StringBuilder output = new StringBuilder();
        for (int question = 0; question < questions; question++) {
            awaitQuestion(process.getInputStream(), output);
            process.getOutputStream().write((passphrase + "\r").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        }
        output.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertThat(process.waitFor())
                .as("%s: %s", String.join(" ", command), output)
                .isZero();
    }

    private static void awaitQuestion(InputStream terminal, StringBuilder output) throws IOException {
        int from = output.length();
        while (!output.substring(from).matches("(?s).*passphrase[^:\n]*: ")) {
            int next = terminal.read();
            assertThat(next).as("the terminal closed: %s", output).isNotNegative();
            output.append((char) next);
        }
    }

    private Process start(String... command) throws IOException {
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
    }
}
