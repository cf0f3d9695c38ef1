// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.session;

import dev.tenantbackup.jdbc.dialect.Dialect.Access;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Opens sessions on a lent {@code DataSource}, which is never closed here. Safe for any thread. */
public final class Sessions {

    private final ConnectionSource connections;
    private final List<String> schemas;

    /**
     * Sessions on some schemas.
     *
     * @param schemas the schemas in scope, the default one first; empty for each connection's own
     */
    public Sessions(DataSource dataSource, List<String> schemas) {
        this.connections = new ConnectionSource(dataSource);
        this.schemas = List.copyOf(schemas);
    }

    /** A session; waits for a connection as long as the {@code DataSource} does. */
    public JdbcSession open(Access access) {
        return Failures.GENERAL.during(
                "open a connection", () -> JdbcSession.over(connections.take(), access, schemas));
    }

    /** A session if a connection is to be had soon. */
    public Optional<JdbcSession> openWithin(Access access, Duration patience) {
        Optional<Connection> connection = connections.takeWithin(patience);
        return Failures.GENERAL.during(
                "open a further connection",
                () -> connection.isEmpty() ? Optional.empty() : Optional.of(over(connection.get(), access)));
    }

    private JdbcSession over(Connection connection, Access access) throws SQLException {
        return JdbcSession.over(connection, access, schemas);
    }
}
