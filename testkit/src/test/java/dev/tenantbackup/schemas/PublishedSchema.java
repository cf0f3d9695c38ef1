// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.schemas;

import dev.tenantbackup.testkit.databases.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A schema that others published: SQL scripts in a library on the class path, and our catalog file for it. */
final class PublishedSchema {

    private PublishedSchema() {}

    /**
     * A new database with the schema's tables.
     *
     * @param scripts resources; {@code :product} stands for the engine's usual short name
     */
    static GivenDatabase create(Engine engine, String... scripts) {
        GivenDatabase given = GivenDatabase.of(engine, "select 1");
        String product =
                engine == Engine.POSTGRESQL ? "postgres" : engine.name().toLowerCase(Locale.ROOT);
        for (String script : scripts) {
            String text = text("/" + script.replace(":product", product));
            given.execute(statements(text).toArray(String[]::new));
        }
        return given;
    }

    /** The catalog file beside the tests. */
    static String catalog(String name) {
        return text(name);
    }

    private static String text(String resource) {
        try (InputStream in = Objects.requireNonNull(PublishedSchema.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(resource, e);
        }
    }

    /** The statements of a script without comments and transaction commands; none holds a semicolon in a text. */
    private static List<String> statements(String script) {
        StringBuilder withoutComments = new StringBuilder();
        script.lines()
                .filter(line -> !line.strip().startsWith("--"))
                .forEach(line -> withoutComments.append(line).append('\n'));
        List<String> statements = new ArrayList<>();
        for (String statement : withoutComments.toString().split(";")) {
            String text = statement.strip();
            if (!text.isEmpty() && !text.toLowerCase(Locale.ROOT).matches("commit|begin")) {
                statements.add(text);
            }
        }
        return statements;
    }
}
