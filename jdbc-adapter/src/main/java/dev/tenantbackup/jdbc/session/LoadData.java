// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.session;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MariaDB's own way to write many rows, LOAD DATA LOCAL, on connections that its own driver has opened; the rows come
 * out of memory. What it reads is {@linkplain CopyText the text format of COPY}, too.
 *
 * <p>It stops at nothing: a row that it can't take is left out, a value that a column can't hold becomes another one, and
 * both are mere warnings. So whoever writes like this looks at the {@link Outcome}.
 */
public final class LoadData {

    private static final Logger LOG = LoggerFactory.getLogger(LoadData.class);

    /** Called by name: the driver is the host's, and its licence is not one to depend on. */
    private static final String DRIVERS_STATEMENT = "org.mariadb.jdbc.Statement";

    private final Connection connection;
    private final Class<?> statementType;
    private final Method setRows;

    private LoadData(Connection connection, Class<?> statementType, Method setRows) {
        this.connection = connection;
        this.statementType = statementType;
        this.setRows = setRows;
    }

    /** Empty where the connection, or what a pool has wrapped around it, is not that driver's. */
    public static Optional<LoadData> of(Connection connection) throws SQLException {
        try {
            ClassLoader drivers = connection.unwrap(Connection.class).getClass().getClassLoader();
            Class<?> type = Class.forName(DRIVERS_STATEMENT, false, drivers);
            try (Statement statement = connection.createStatement()) {
                return statement.isWrapperFor(type)
                        ? Optional.of(new LoadData(
                                connection, type, type.getMethod("setLocalInfileInputStream", InputStream.class)))
                        : Optional.empty();
            }
        } catch (ClassNotFoundException | NoSuchMethodException anotherDriver) {
            return Optional.empty();
        }
    }

    /** Whether server and driver let us write to a table like this: tried with no row. */
    public boolean isAllowed(String target) {
        try {
            write(target, new byte[0], 0);
            return true;
        } catch (SQLException refused) {
            LOG.debug("LOAD DATA LOCAL is not to be had; rows are inserted instead", refused);
            return false;
        }
    }

    /**
     * Writes rows.
     *
     * @param target the statement behind {@code into table}
     * @param rows begin at the first byte
     * @param size how many bytes they take
     */
    public Outcome write(String target, byte[] rows, int size) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            give(statement.unwrap(statementType), new ByteArrayInputStream(rows, 0, size));
            long written = statement.executeLargeUpdate("load data local infile 'rows' into table " + target);
            try (ResultSet warnings = statement.executeQuery("select @@warning_count")) {
                warnings.next();
                return new Outcome(written, warnings.getLong(1));
            }
        }
    }

    private void give(Object statement, InputStream rows) throws SQLException {
        try {
            setRows.invoke(statement, rows);
        } catch (IllegalAccessException | InvocationTargetException refused) {
            throw new SQLException("the driver's statement takes no rows", refused);
        }
    }

    /**
     * What became of the rows.
     *
     * @param rows how many are in the table
     * @param warnings how many values or rows the server was not content with
     */
    public record Outcome(long rows, long warnings) {

        /** Whether so many rows are there as they were given. */
        public boolean isExact(long given) {
            return rows == given && warnings == 0;
        }
    }
}
