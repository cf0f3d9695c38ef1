// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform;

import dev.tenantbackup.examples.platform.dialect.Dialect;
import dev.tenantbackup.examples.platform.dialect.H2Dialect;
import dev.tenantbackup.examples.platform.dialect.MariaDbDialect;
import dev.tenantbackup.examples.platform.dialect.PostgresDialect;
import java.sql.Connection;
import java.sql.SQLException;

/** The database products that the platform runs on. */
public enum Product {
    H2(new H2Dialect()),
    POSTGRESQL(new PostgresDialect()),
    MARIADB(new MariaDbDialect());

    private final Dialect dialect;

    Product(Dialect dialect) {
        this.dialect = dialect;
    }

    Dialect dialect() {
        return dialect;
    }

    /**
     * The product at the other end of a connection.
     *
     * @throws IllegalArgumentException if the platform doesn't run on it
     */
    public static Product of(Connection connection) throws SQLException {
        String name = connection.getMetaData().getDatabaseProductName();
        return switch (name) {
            case "H2" -> H2;
            case "PostgreSQL" -> POSTGRESQL;
            case "MariaDB" -> MARIADB;
            default ->
                throw new IllegalArgumentException(
                        "The sample platform doesn't run on '" + name + "'. It runs on H2, PostgreSQL and MariaDB.");
        };
    }
}
