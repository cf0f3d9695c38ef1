// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The platform on H2, in memory. */
class H2PlatformTest extends PlatformContract {

    @Override
    Connection newDatabase() throws SQLException {
        return DriverManager.getConnection("jdbc:h2:mem:");
    }

    /** Keys are made of row numbers and counts: each size has remainders of its own. */
    @ParameterizedTest
    @ValueSource(ints = {500, 637, 811, 1_013, 1_499, 3_989, 12_007})
    void aTenantOfAnySizeIsFilled(int rows) throws Exception {
        try (Connection connection = filledDatabase(Fill.of(2, rows))) {
            assertThat(DatabaseContent.of(connection).rows("order_lines")).isPositive();
        }
    }
}
