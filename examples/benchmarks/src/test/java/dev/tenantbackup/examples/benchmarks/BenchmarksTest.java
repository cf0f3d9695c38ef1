// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tenantbackup.testkit.databases.Engine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The benchmark once, on tenants so small that the figures mean nothing: every part of it in the thorough tier. */
class BenchmarksTest {

    private static final List<String> PARTS = Boolean.getBoolean("tenantbackup.thorough")
            ? Part.ids()
            : List.of("export", "restore-spread", "clone", "many");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void whatIsAskedForIsMeasuredAndReported() throws IOException {
        Engine.POSTGRESQL.create();
        Path work = Files.createDirectory(folder.resolve("work"));

        run("--engine=postgresql", "--only=" + String.join(",", PARTS), "--output=json", "--work=" + work);

        JsonNode product = new ObjectMapper().readTree(out.toByteArray()).at("/products/0");
        assertThat(product.get("product").asText()).startsWith("PostgreSQL 1");
        assertThat(product.at("/parts").findValuesAsText("id")).isEqualTo(PARTS);
        for (JsonNode part : product.get("parts")) {
            assertThat(part.at("/rounds/0/ratio").asDouble())
                    .isEqualTo(part.at("/rounds/0/ours/seconds").asDouble()
                            / part.at("/rounds/0/baseline/seconds").asDouble());
            assertThat(part.get("ratio")).isEqualTo(part.at("/rounds/0/ratio"));
            assertThat(part.get("met").asBoolean())
                    .isEqualTo(part.get("ratio").asDouble() <= part.get("limit").asDouble());
            assertThat(part.at("/rounds/0/ours/rows").asLong()).isPositive();
            assertThat(part.at("/rounds/0/ours/textBytes").asLong()).isPositive();
        }
        assertThat(read("benchmark.json")).isEqualTo(out.toString(StandardCharsets.UTF_8));
        assertThat(read("benchmark.html")).contains("<svg").contains(PARTS).doesNotContain("<script");
        try (Stream<Path> left = Files.list(work)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void anUnknownPartIsRefusedByName() {
        StringWriter errors = new StringWriter();

        int code = commandLine().setErr(new PrintWriter(errors)).execute("--only=exprot");

        assertThat(code).isNotZero();
        assertThat(errors.toString()).contains("There is no part 'exprot'.").contains("export-sealed");
    }

    private void run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--scale=0.0005", "--rounds=1", "--no-warm-up", "--reports=" + folder.resolve("reports")));
        assertThat(commandLine().execute(all.toArray(String[]::new))).isZero();
    }

    private CommandLine commandLine() {
        PrintStream progress = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return Benchmarks.commandLine(new PrintStream(out, true, StandardCharsets.UTF_8), progress);
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve("reports").resolve(name));
    }
}
