// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.engine;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** One embedded PostgreSQL for all tests of a JVM, started when the first of them asks. */
final class PostgresServer {

    private static @Nullable PostgresServer running;
    private static @Nullable Exception failure;

    private final EmbeddedPostgres server;

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    static synchronized PostgresServer running() {
        if (running == null && failure == null) {
            try {
                running = new PostgresServer(EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .start());
            } catch (IOException | RuntimeException e) {
                failure = e;
            }
        }
        if (running == null) {
            if (Boolean.getBoolean("tenantbackup.requireEngines")) {
                throw new IllegalStateException("embedded PostgreSQL can't be started", failure);
            }
            Assumptions.abort("skipped: embedded PostgreSQL can't be started: " + failure);
        }
        return running;
    }

    DataSource create(String name) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name
                    + " template template0 locale_provider icu icu_locale 'en-US' locale 'C.UTF-8'");
        } catch (SQLException e) {
            throw new IllegalStateException("database " + name + " can't be created", e);
        }
        return server.getDatabase("postgres", name);
    }
}
