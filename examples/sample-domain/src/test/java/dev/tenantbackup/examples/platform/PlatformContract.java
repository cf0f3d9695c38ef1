// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** What the platform promises on every product. */
abstract class PlatformContract {

    /** A connection to an empty database that goes away with the test. */
    abstract Connection newDatabase() throws Exception;

    @Test
    void everyTableHasRows() throws Exception {
        try (Connection connection = newDatabase()) {
            Product product = Product.of(connection);
            Platform.create(connection, product);
            Platform.fill(connection, product, Fill.of(3, 600));
            for (String table : Platform.tables()) {
                assertThat(count(connection, table)).as(table).isPositive();
            }
        }
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
