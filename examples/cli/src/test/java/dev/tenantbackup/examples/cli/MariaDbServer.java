// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli;

import dev.tenantbackup.testkit.databases.Engine;
import dev.tenantbackup.testkit.databases.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The embedded MariaDB of the testkit; it asks for passwords. */
final class MariaDbServer {

    private static final String USER = "?user=";

    private MariaDbServer() {}

    /** An empty database that belongs to a plain user. */
    static ShopDatabase newDatabase() throws SQLException {
        TestDatabase database = Engine.MARIADB.create();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET PASSWORD = PASSWORD('s3cret words')");
        }
        int end = database.url().indexOf(USER);
        return new ShopDatabase(
                database.url().substring(0, end), database.url().substring(end + USER.length()), "s3cret words");
    }
}
