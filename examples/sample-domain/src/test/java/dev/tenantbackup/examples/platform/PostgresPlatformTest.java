// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The platform on PostgreSQL: one server, a database for each test. */
class PostgresPlatformTest extends PlatformContract {

    private @Nullable EmbeddedPostgres server;
    private int databases;

    @Override
    Connection newDatabase() throws SQLException {
        EmbeddedPostgres running = server();
        String database = "platform_" + databases++;
        try (Connection connection = running.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database);
        }
        return running.getDatabase("postgres", database).getConnection();
    }

    @Test
    @EnabledIfSystemProperty(named = "tenantbackup.thorough", matches = "true")
    void aMillionRowsOfOneTenantTakeLessThanTwoMinutes() throws Exception {
        long start = System.nanoTime();
        try (Connection connection = filledDatabase(Fill.of(20, 1_000).withBigTenant(7, 1_000_000));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM order_lines")) {
            rows.next();
            assertThat(rows.getLong(1)).isGreaterThan(300_000);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(2));
        }
    }

    @AfterAll
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    private EmbeddedPostgres server() {
        if (server == null) {
            try {
                server = EmbeddedPostgres.start();
            } catch (IOException | IllegalStateException e) {
                throw Engines.missing("PostgreSQL", e);
            }
        }
        return server;
    }
}
