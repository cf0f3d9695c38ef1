// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.session;

import dev.tenantbackup.jdbc.dialect.Dialect;
import dev.tenantbackup.jdbc.dialect.Dialect.Access;
import dev.tenantbackup.jdbc.dialect.PinnedSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A borrowed connection, recognised, pinned, and always in a transaction at snapshot isolation. For one thread at a
 * time. Closing rolls back what was not committed and gives the connection back as it came.
 */
public final class JdbcSession implements AutoCloseable {

    private final Connection connection;
    private final ConnectionState before;
    private final Dialect dialect;
    private final PinnedSettings settings;
    private final DSLContext sql;
    private final List<String> schemas;
    private @Nullable SqlTables tables;
    private int readings;
    private boolean closed;

    private JdbcSession(
            Connection connection,
            ConnectionState before,
            Dialect dialect,
            PinnedSettings settings,
            List<String> schemas) {
        this.connection = connection;
        this.before = before;
        this.dialect = dialect;
        this.settings = settings;
        this.sql = dialect.using(connection);
        this.schemas = schemas;
    }

    /**
     * Takes a connection over and opens a transaction in it.
     *
     * @param schemas the schemas in scope, the default one first; empty for the connection's own
     * @throws dev.tenantbackup.model.InvalidRequestException if the product is not supported; the connection has gone
     *     back
     */
    static JdbcSession over(Connection connection, Access access, List<String> schemas) throws SQLException {
        ConnectionState before = null;
        PinnedSettings settings = null;
        try {
            before = ConnectionState.of(connection);
            if (!before.autoCommit()) {
                connection.rollback();
            }
            Dialect dialect = Dialect.of(connection);
            if (before.readOnly() && access == Access.WRITE) {
                connection.setReadOnly(false);
            }
            connection.setAutoCommit(false);
            settings = dialect.pin(connection, access);
            JdbcSession session = new JdbcSession(connection, before, dialect, settings, List.copyOf(schemas));
            settings.begin();
            return session;
        } catch (SQLException | RuntimeException | Error e) {
            giveBack(connection, before, settings, e);
            throw e;
        }
    }

    private static void giveBack(
            Connection connection,
            @Nullable ConnectionState before,
            @Nullable PinnedSettings settings,
            Throwable failure) {
        try (connection) {
            if (before != null) {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                }
                restore(connection, settings, before);
            }
        } catch (SQLException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    public Connection connection() {
        return connection;
    }

    public Dialect dialect() {
        return dialect;
    }

    public DSLContext sql() {
        return sql;
    }

    /** The product's own way to move many rows, where it has one and the connection lets us at it. */
    public Optional<BulkCopy> bulkCopy() throws SQLException {
        return dialect.copiesInBulk() ? BulkCopy.of(connection) : Optional.empty();
    }

    /** The schemas in scope, the default one first. The first call is a query where none were given. */
    public List<String> schemas() {
        return schemas.isEmpty() ? List.of(dialect.currentSchema(sql)) : schemas;
    }

    /**
     * How tables are named in this session. The first call is a query: make it, and begin anew, before a transaction
     * whose view must be younger than its locks.
     */
    public SqlTables tables() {
        SqlTables known = tables;
        if (known == null) {
            List<String> scope = schemas();
            Set<List<String>> withHeirs = dialect.tablesWithHeirs(sql, scope);
            known = new SqlTables(dialect, scope.get(0), withHeirs);
            tables = known;
        }
        return known;
    }

    /** Says that rows are read page by page from now on, until as many {@link #endReading} as this. */
    public void beginReading() {
        readings++;
    }

    public void endReading() {
        readings--;
    }

    /** Whether somebody reads rows page by page, and will ask for another page before all is read. */
    public boolean isBeingRead() {
        return readings > 0;
    }

    /** Makes the transaction's changes last, and opens the next one. */
    public void commit() throws SQLException {
        connection.commit();
        settings.begin();
    }

    /** Makes the transaction's changes last, and opens none: a failure here is a failure to commit, and of nothing else. */
    public void commitLast() throws SQLException {
        connection.commit();
    }

    /** Undoes the transaction, and opens the next one. */
    public void rollback() throws SQLException {
        connection.rollback();
        settings.begin();
    }

    /** Undoes the transaction, and opens none: what is left to do is to tidy up. */
    public void rollbackLast() throws SQLException {
        connection.rollback();
    }

    /** Whether the connection was given back. */
    public boolean isClosed() {
        return closed;
    }

    /** Rolls back and gives the connection back; does nothing the second time. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        Failures.GENERAL.doing("give a connection back", () -> {
            try (connection) {
                connection.rollback();
                restore(connection, settings, before);
            }
        });
    }

    /** What JDBC knows goes back as it was even if the product's own settings don't. */
    private static void restore(Connection connection, @Nullable PinnedSettings settings, ConnectionState before)
            throws SQLException {
        try {
            if (settings != null) {
                settings.restore();
            }
        } finally {
            before.restore(connection);
        }
    }
}
