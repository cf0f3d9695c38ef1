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

/** One embedded PostgreSQL, with one database, for all tests of a JVM; started when the first of them asks. */
final class PostgresServer {

    private static final String NAME = "tests";

    private static @Nullable PostgresServer running;
    private static @Nullable Exception failure;

    private final EmbeddedPostgres server;

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    static synchronized PostgresServer running() {
        if (running == null && failure == null) {
            try {
                PostgresServer started = new PostgresServer(EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("max_locks_per_transaction", "1024")
                        .start());
                started.create();
                running = started;
            } catch (IOException | SQLException | RuntimeException e) {
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

    /** The database, empty and with the settings that a new one has. Emptying one is much faster than creating one. */
    DataSource emptied() {
        DataSource database = server.getDatabase("postgres", NAME);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter database " + NAME + " reset all");
            statement.execute("""
                    do $$
                    declare name text;
                    begin
                      for name in select nspname from pg_namespace
                                   where nspname !~ '^pg_' and nspname <> 'information_schema' loop
                        execute format('drop schema %I cascade', name);
                      end loop;
                      create schema public;
                      grant usage on schema public to public;
                    end $$""");
            return database;
        } catch (SQLException e) {
            throw new IllegalStateException("database " + NAME + " can't be emptied", e);
        }
    }

    private void create() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + NAME
                    + " template template0 locale_provider icu icu_locale 'en-US' locale 'C.UTF-8'");
        }
    }
}
