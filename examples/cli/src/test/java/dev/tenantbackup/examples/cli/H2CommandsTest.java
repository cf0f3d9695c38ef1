// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

class H2CommandsTest extends CommandsContract {

    private @Nullable Connection open;

    /** A file that stays open: each command would else open and close it anew. */
    @Override
    ShopDatabase newDatabase(Path where) throws SQLException {
        ShopDatabase database = new ShopDatabase("jdbc:h2:" + where.resolve("shops"), "sa", "s3cret words");
        open = DriverManager.getConnection(database.url(), database.user(), database.password());
        return database;
    }

    @AfterEach
    void close() throws SQLException {
        if (open != null) {
            open.close();
        }
    }
}
