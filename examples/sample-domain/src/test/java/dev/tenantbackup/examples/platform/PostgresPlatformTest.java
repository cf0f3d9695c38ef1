// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

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
