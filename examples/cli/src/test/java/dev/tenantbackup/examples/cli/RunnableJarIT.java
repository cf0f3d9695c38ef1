// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as people run it: a process of its own, with nothing on its class path. */
class RunnableJarIT {

    private static final Path JAR = Path.of(System.getProperty("tenantbackup.jar", "target/tenant-backup.jar"));

    @TempDir
    Path folder;

    @Test
    void worksOnH2() throws Exception {
        goesTheWholeWay(new ShopDatabase("jdbc:h2:" + folder.resolve("shops"), "sa", "s3cret words"));
    }

    @Test
    void worksOnPostgres() throws Exception {
        goesTheWholeWay(PostgresServer.running().newDatabase());
    }

    @Test
    void worksOnMariaDb() throws Exception {
        goesTheWholeWay(MariaDbServer.newDatabase());
    }

    @Test
    void saysWhatItIsAndRefusesWhatItDoesNotKnow() throws Exception {
        Files.writeString(folder.resolve("shop.yaml"), "tenant-table: shops\n");

        assertThat(run("nosuch", "--output", "json").expect(2).json().has("error"))
                .isTrue();
        assertThat(run("restore", "nosuch", "--into", "1").expect(2).out).isEmpty();
        assertThat(run("--version").expect(0).out).matches("tenant-backup \\d.*\\R");
    }

    private void goesTheWholeWay(ShopDatabase shops) throws SQLException, IOException, InterruptedException {
        shops.fill();
        List<String> before = shops.contents(1);
        Files.writeString(
                folder.resolve("shop.yaml"),
                "url: " + shops.url() + "\nuser: " + shops.user() + "\npassword: " + shops.password()
                        + "\ntenant-table: shops\naccept-proposals: true\n");

        Run created = run("backup", "create", "1", "--output", "json").expect(0);
        assertThat(created.err).isEmpty();
        JsonNode backup = created.json();
        String id = backup.get("backupId").asText();
        assertThat(folder.resolve("tenant-backups").resolve(id + ".zip")).isRegularFile();

        shops.execute("UPDATE products SET name = 'Čokolada ☕' WHERE id = 1");
        JsonNode restored = run("restore", id, "--into", "1", "--yes", "--output", "json")
                .expect(0)
                .json();
        assertThat(restored.get("verified").asBoolean()).isTrue();
        assertThat(shops.contents(1)).isEqualTo(before);

        JsonNode clone =
                run("clone", "1", "Čokolada ☕", "--output", "json").expect(0).json();
        assertThat(clone.get("name").asText()).isEqualTo("Čokolada ☕");
        assertThat(shops.rows("SELECT name FROM shops WHERE id = "
                        + clone.get("tenant").asText()))
                .containsExactly("Čokolada ☕");
    }

    private Run run(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toAbsolutePath().toString(),
                "--config",
                "shop.yaml"));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        File out = folder.resolve("out").toFile();
        File err = folder.resolve("err").toFile();
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.redirectOutput(out).redirectError(err).start();
        process.getOutputStream().close();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after a minute: " + command);
        }
        return new Run(
                process.exitValue(),
                Files.readString(out.toPath(), StandardCharsets.UTF_8),
                Files.readString(err.toPath(), StandardCharsets.UTF_8));
    }

    private record Run(int code, String out, String err) {

        Run expect(int expected) {
            assertThat(code).as("exit code; %s %s", out, err).isEqualTo(expected);
            return this;
        }

        JsonNode json() throws IOException {
            return new ObjectMapper()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(out);
        }
    }
}
