// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.testkit.databases;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** One embedded PostgreSQL per JVM. It ends with the JVM. */
final class PostgresServer {

    /** Before it a database takes the collations of the operating system only. */
    private static final int FIRST_WITH_LOCALES = 15;

    private static @Nullable PostgresServer running;
    private static @Nullable String failure;

    private final EmbeddedPostgres server;

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    static synchronized PostgresServer running() {
        if (running == null && failure == null) {
            try {
                running = new PostgresServer(EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("shared_buffers", "256MB")
                        .start());
            } catch (IOException | RuntimeException notToBeHad) {
                failure = notToBeHad.toString();
            }
        }
        if (running == null) {
            throw MissingEngine.because("PostgreSQL", failure);
        }
        return running;
    }

    TestDatabase create(String name) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            boolean hasLocales = connection.getMetaData().getDatabaseMajorVersion() >= FIRST_WITH_LOCALES;
            statement.execute("create database " + name + " template template0 "
                    + (hasLocales
                            ? "locale_provider icu icu_locale 'en-US' locale 'C.UTF-8'"
                            : "lc_collate 'C.UTF-8'"));
        } catch (SQLException failed) {
            throw new IllegalStateException("database " + name + " can't be created", failed);
        }
        return new TestDatabase(
                Engine.POSTGRESQL, server.getJdbcUrl("postgres", name), server.getDatabase("postgres", name));
    }
}
