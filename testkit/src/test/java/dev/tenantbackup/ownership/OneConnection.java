// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.ownership;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A pool of one connection, which is the same every time that it is lent. */
final class OneConnection implements AutoCloseable {

    private final Connection connection;
    private final boolean autoCommit;
    private final int isolation;

    private OneConnection(Connection connection) throws SQLException {
        this.connection = connection;
        this.autoCommit = connection.getAutoCommit();
        this.isolation = connection.getTransactionIsolation();
    }

    static OneConnection of(DataSource source) throws SQLException {
        return new OneConnection(source.getConnection());
    }

    DataSource dataSource() {
        Connection kept = (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        return method.getName().equals("close") ? null : method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> method.getName().equals("getConnection") ? kept : null);
    }

    boolean isAsItCame() throws SQLException {
        return connection.getAutoCommit() == autoCommit && connection.getTransactionIsolation() == isolation;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
