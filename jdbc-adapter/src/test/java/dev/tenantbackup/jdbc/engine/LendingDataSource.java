// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.engine;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Lends connections like a pool would, knows which have not come back, and lets a test look at each as it was handed out
 * and as it came back.
 */
public final class LendingDataSource implements DataSource {

    /** What a test does with a connection, failing as JDBC fails. */
    @FunctionalInterface
    public interface Look {
        void at(Connection connection) throws SQLException;
    }

    private final DataSource source;
    private final Set<Connection> lent = ConcurrentHashMap.newKeySet();
    private volatile int most = Integer.MAX_VALUE;
    private volatile Look lending = connection -> {};
    private volatile @Nullable String product;
    private volatile Look returning = connection -> {};

    LendingDataSource(DataSource source) {
        this.source = source;
    }

    /** A connection that is not watched. */
    public Connection plain() throws SQLException {
        return source.getConnection();
    }

    /** How many have not come back. */
    public int out() {
        return lent.size();
    }

    /** Lends no more than so many at once; who asks for more waits for ever, as in a small pool. */
    public void limitTo(int connections) {
        most = connections;
    }

    /** Looks at, or changes, each connection before it is lent. */
    public void whenLending(Look look) {
        lending = look;
    }

    /** Looks at each connection as it comes back. */
    public void whenReturning(Look look) {
        returning = look;
    }

    /** Has every connection's metadata name another product. */
    public void pretendToBe(String otherProduct) {
        product = otherProduct;
    }

    @Override
    public Connection getConnection() throws SQLException {
        synchronized (lent) {
            while (lent.size() >= most) {
                try {
                    lent.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new SQLException("interrupted while waiting for a connection", e);
                }
            }
            Connection connection = source.getConnection();
            lending.at(connection);
            lent.add(connection);
            return watched(connection);
        }
    }

    private Connection watched(Connection connection) {
        return proxy(Connection.class, (method, arguments) -> {
            if (method.getName().equals("close")) {
                giveBack(connection);
                return null;
            }
            Object result = method.invoke(connection, arguments);
            return product != null && result instanceof DatabaseMetaData metaData ? disguised(metaData) : result;
        });
    }

    private DatabaseMetaData disguised(DatabaseMetaData metaData) {
        return proxy(
                DatabaseMetaData.class,
                (method, arguments) -> method.getName().equals("getDatabaseProductName")
                        ? product
                        : method.invoke(metaData, arguments));
    }

    @FunctionalInterface
    private interface Answer {
        @Nullable
        Object to(Method method, Object @Nullable [] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                LendingDataSource.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return answer.to(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private void giveBack(Connection connection) throws SQLException {
        synchronized (lent) {
            if (!lent.remove(connection)) {
                return;
            }
            lent.notifyAll();
        }
        try (connection) {
            returning.at(connection);
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return source.getConnection(user, password);
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return source.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        source.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        source.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return source.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(Logger.GLOBAL_LOGGER_NAME);
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return source.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return source.isWrapperFor(type);
    }
}
