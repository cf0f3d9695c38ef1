// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli;

import java.nio.file.Path;
import java.sql.SQLException;

class MariaDbCommandsTest extends CommandsContract {

    @Override
    ShopDatabase newDatabase(Path where) throws SQLException {
        return MariaDbServer.newDatabase();
    }
}
