// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.scratch;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A lent {@code DataSource} whose connections are in one schema while they are out, and go back as they came. */
final class SchemaConnections implements DataSource {

    private final DataSource lent;
    private final String name;

    SchemaConnections(DataSource lent, String name) {
        this.lent = lent;
        this.name = name;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return inSchema(lent.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return inSchema(lent.getConnection(user, password));
    }

    private Connection inSchema(Connection connection) throws SQLException {
        Place place = Place.of(connection);
        String before = place.current(connection);
        try {
            place.enter(connection, name);
        } catch (SQLException refused) {
            try (connection) {
                throw refused;
            }
        }
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        if (method.getName().equals("close") && !connection.isClosed()) {
                            goBack(connection, place, before);
                        }
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static void goBack(Connection connection, Place place, String before) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
        place.enter(connection, before);
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return lent.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        lent.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        lent.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return lent.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return lent.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return lent.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return lent.isWrapperFor(type);
    }

    /** What holds tables, in the words of a product. */
    enum Place {
        /** A schema of the database. */
        SCHEMA {
            @Override
            String current(Connection connection) throws SQLException {
                return connection.getSchema();
            }

            @Override
            void enter(Connection connection, String name) throws SQLException {
                connection.setSchema(name);
            }

            @Override
            String create(String name) {
                return "create schema " + name;
            }

            @Override
            String drop(String name) {
                return "drop schema if exists " + name + " cascade";
            }
        },
        /** A database of the server, where there is nothing in between. */
        DATABASE {
            @Override
            String current(Connection connection) throws SQLException {
                return connection.getCatalog();
            }

            @Override
            void enter(Connection connection, String name) throws SQLException {
                connection.setCatalog(name);
            }

            @Override
            String create(String name) {
                return "create database " + name;
            }

            @Override
            String drop(String name) {
                return "drop database if exists " + name;
            }
        };

        static Place of(Connection connection) throws SQLException {
            return connection.getMetaData().supportsSchemasInTableDefinitions() ? SCHEMA : DATABASE;
        }

        abstract String current(Connection connection) throws SQLException;

        abstract void enter(Connection connection, String name) throws SQLException;

        abstract String create(String quotedName);

        abstract String drop(String quotedName);
    }
}
