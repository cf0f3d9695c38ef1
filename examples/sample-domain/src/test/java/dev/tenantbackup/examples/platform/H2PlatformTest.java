// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The platform on H2, in memory. */
class H2PlatformTest extends PlatformContract {

    @Override
    Connection newDatabase() throws SQLException {
        return DriverManager.getConnection("jdbc:h2:mem:");
    }
}
