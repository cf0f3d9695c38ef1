// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.session;

import java.sql.Connection;
import java.sql.SQLException;

/** What a borrowed connection was set to, as far as JDBC itself knows, so that it goes back as it came. */
record ConnectionState(boolean autoCommit, int isolation, boolean readOnly) {

    static ConnectionState of(Connection connection) throws SQLException {
        return new ConnectionState(
                connection.getAutoCommit(), connection.getTransactionIsolation(), connection.isReadOnly());
    }

    /** The connection must not be in a transaction. */
    void restore(Connection connection) throws SQLException {
        if (connection.isReadOnly() != readOnly) {
            connection.setReadOnly(readOnly);
        }
        if (connection.getTransactionIsolation() != isolation) {
            connection.setTransactionIsolation(isolation);
        }
        // asking for the isolation may have opened a transaction
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
        connection.setAutoCommit(autoCommit);
    }
}
