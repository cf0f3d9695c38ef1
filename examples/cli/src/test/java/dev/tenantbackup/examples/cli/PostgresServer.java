// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** One embedded PostgreSQL for all tests of a JVM, started when the first of them asks; it asks for passwords. */
final class PostgresServer {

    private static @Nullable PostgresServer running;
    private static @Nullable Exception failure;

    private final EmbeddedPostgres server;
    private final AtomicInteger databases = new AtomicInteger();

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    static synchronized PostgresServer running() {
        if (running == null && failure == null) {
            try {
                running = start();
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

    private static PostgresServer start() throws IOException, SQLException {
        EmbeddedPostgres server =
                EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE shopkeeper LOGIN PASSWORD 's3cret words'");
            // The server trusts whoever comes from this machine; to see wrong passwords refused, it must ask.
            statement.execute("CREATE TABLE hba (line TEXT)");
            statement.execute("COPY hba FROM PROGRAM 'echo host all shopkeeper all scram-sha-256; cat pg_hba.conf'");
            statement.execute("COPY hba TO PROGRAM 'cat > pg_hba.conf'");
            statement.execute("DROP TABLE hba");
            statement.execute("SELECT pg_reload_conf()");
        }
        return new PostgresServer(server);
    }

    /** An empty database that belongs to a plain user. */
    ShopDatabase newDatabase() throws SQLException {
        String name = "shop" + databases.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " OWNER shopkeeper");
        }
        return new ShopDatabase(
                "jdbc:postgresql://localhost:" + server.getPort() + "/" + name, "shopkeeper", "s3cret words");
    }
}
