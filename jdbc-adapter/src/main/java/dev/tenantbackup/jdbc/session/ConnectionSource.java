// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lent {@code DataSource}. The first connection of an operation is worth waiting for as long as the pool likes; a
 * further one is not: operations that wait for each other's connections would wait for ever.
 */
final class ConnectionSource {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionSource.class);

    private final DataSource dataSource;

    ConnectionSource(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    Connection take() throws SQLException {
        return dataSource.getConnection();
    }

    /** A connection if one is to be had soon; one that comes too late is given back at once. */
    Optional<Connection> takeWithin(Duration patience) {
        CompletableFuture<Connection> wanted = new CompletableFuture<>();
        Thread asking = new Thread(() -> ask(wanted), "tenant-backup-connection");
        asking.setDaemon(true);
        asking.start();
        try {
            return Optional.of(wanted.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return late(wanted);
        } catch (ExecutionException e) {
            LOG.debug("No further connection to be had; reading goes on with fewer", e.getCause());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return late(wanted);
        }
    }

    private void ask(CompletableFuture<Connection> wanted) {
        try {
            Connection connection = dataSource.getConnection();
            if (!wanted.complete(connection)) {
                connection.close();
            }
        } catch (SQLException | RuntimeException e) {
            if (!wanted.completeExceptionally(e)) {
                LOG.debug("A connection that nobody waits for any more could not be had", e);
            }
        }
    }

    /** Gives up waiting, unless the connection has come in this very moment. */
    private static Optional<Connection> late(CompletableFuture<Connection> wanted) {
        return wanted.cancel(false) ? Optional.empty() : Optional.of(wanted.join());
    }
}
