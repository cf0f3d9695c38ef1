// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tenantbackup.examples.cli.run.Surroundings;
import dev.tenantbackup.examples.cli.run.Terminal;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the command line within the test, and holds what it printed. */
final class CliRun {

    static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");

    private static final ObjectMapper STRICT =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    final int code;
    final String out;
    final String err;

    private CliRun(int code, String out, String err) {
        this.code = code;
        this.out = out;
        this.err = err;
    }

    static Builder with(String... commonArgs) {
        return new Builder(List.of(commonArgs));
    }

    static CliRun of(String... args) {
        return with().run(args);
    }

    /** The one document on standard output. */
    JsonNode json() {
        try {
            return STRICT.readTree(out);
        } catch (JsonProcessingException e) {
            throw new AssertionError(
                    "standard output is not one JSON document:\n" + out + "\n--- standard error:\n" + err, e);
        }
    }

    /** The error of a failed run, with all its fields. */
    JsonNode error() {
        JsonNode document = json();
        assertThat(document.fieldNames()).toIterable().containsExactly("error");
        JsonNode error = document.get("error");
        assertThat(error.fieldNames()).toIterable().contains("kind", "message", "hint", "tenant", "table", "key");
        return error;
    }

    CliRun expect(int expected) {
        assertThat(code)
                .as("exit code; standard output:\n%s\n--- standard error:\n%s", out, err)
                .isEqualTo(expected);
        return this;
    }

    /** Gathers what surrounds a run. */
    static final class Builder {

        private final List<String> commonArgs;
        private final Map<String, String> environment = new HashMap<>();
        private Terminal terminal = Terminal.NONE;
        private String input = "";

        private Builder(List<String> commonArgs) {
            this.commonArgs = commonArgs;
        }

        Builder environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** Somebody sits there and types this. */
        Builder typing(String text) {
            terminal = new Terminal(true, true, true);
            input = text + "\n";
            return this;
        }

        Builder terminal(Terminal value) {
            terminal = value;
            return this;
        }

        CliRun run(String... args) {
            List<String> all = new ArrayList<>(List.of(args));
            all.addAll(commonArgs);
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            Surroundings surroundings = new Surroundings(
                    new PrintWriter(out),
                    new PrintWriter(err),
                    new BufferedReader(new StringReader(input)),
                    environment,
                    terminal,
                    InstantSource.fixed(NOW));
            int code = Cli.run(surroundings, all.toArray(new String[0]));
            return new CliRun(code, out.toString(), err.toString());
        }

        /** Runs with {@code --output json}. */
        CliRun json(String... args) {
            List<String> all = new ArrayList<>(List.of(args));
            all.add("--output");
            all.add("json");
            return run(all.toArray(new String[0]));
        }
    }
}
