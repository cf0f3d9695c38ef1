// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli;

import java.nio.file.Path;
import java.sql.SQLException;

/** The database products that commands are tried on. */
enum ShopProduct {
    /** In a file of the test's folder. */
    H2 {
        @Override
        ShopDatabase newDatabase(Path folder) {
            return new ShopDatabase("jdbc:h2:" + folder.resolve("shops"), "sa", "s3cret words");
        }
    },
    POSTGRESQL {
        @Override
        ShopDatabase newDatabase(Path folder) throws SQLException {
            return PostgresServer.running().newDatabase();
        }
    },
    MARIADB {
        @Override
        ShopDatabase newDatabase(Path folder) throws SQLException {
            return MariaDbServer.newDatabase();
        }
    };

    /** A new, empty database. */
    abstract ShopDatabase newDatabase(Path folder) throws SQLException;
}
