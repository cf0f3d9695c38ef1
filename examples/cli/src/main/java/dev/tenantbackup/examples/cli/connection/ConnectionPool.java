// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.connection;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.tenantbackup.examples.cli.output.Passwords;
import dev.tenantbackup.examples.cli.settings.Settings;
import dev.tenantbackup.model.DatabaseException;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Opens the small pool that a run works with. One try: a wrong password shall not take half a minute to say so. */
public final class ConnectionPool {

    /** How many connections a run takes at most. */
    public static final int CONNECTIONS = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private ConnectionPool() {}

    /**
     * Connects.
     *
     * @throws InvalidRequestException if no URL was given, or one that no driver here understands
     * @throws DatabaseException if the database can't be reached or lets us not in
     */
    static HikariDataSource open(Settings settings) {
        String url = settings.databaseUrl().orElseThrow(ConnectionPool::noUrl);
        HikariConfig config = new HikariConfig();
        config.setPoolName("tenant-backup");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setInitializationFailTimeout(1);
        try {
            config.setJdbcUrl(existingOnly(url));
            if (settings.user() != null) {
                config.setUsername(settings.user());
            }
            if (settings.password() != null) {
                config.setPassword(settings.password().value());
            }
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw unreachable(url, e);
        } catch (RuntimeException e) {
            throw new InvalidRequestException(
                    Problem.of("No driver understands the URL '" + Passwords.maskUrl(url) + "'.")
                            .withHint("A URL starts with jdbc:postgresql:, jdbc:mariadb: or jdbc:h2:."),
                    e);
        }
    }

    private static InvalidRequestException noUrl() {
        return new InvalidRequestException(Problem.of("No database was named.")
                .withHint("Give --url jdbc:postgresql://host/database (or jdbc:mariadb:, jdbc:h2:), set"
                        + " TENANT_BACKUP_URL, or name a file with --config."));
    }

    /** H2 makes a database where none is, and a misspelt path would then pass for an empty one. */
    private static String existingOnly(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        boolean file = lower.startsWith("jdbc:h2:")
                && !lower.startsWith("jdbc:h2:mem:")
                && !lower.startsWith("jdbc:h2:tcp:")
                && !lower.startsWith("jdbc:h2:ssl:");
        return file && !lower.contains(";ifexists=") ? url + ";IFEXISTS=TRUE" : url;
    }

    private static DatabaseException unreachable(String url, PoolInitializationException failure) {
        SQLException cause = sqlCause(failure);
        String detail = cause == null ? String.valueOf(failure.getMessage()) : String.valueOf(cause.getMessage());
        String firstLine = detail.lines().findFirst().orElse(detail).strip();
        return new DatabaseException(
                Problem.of("Cannot connect to " + Passwords.maskUrl(url) + ": " + firstLine)
                        .withHint(hint(cause))
                        .thatMayPass(),
                failure);
    }

    private static String hint(@Nullable SQLException cause) {
        String state = cause == null || cause.getSQLState() == null ? "" : cause.getSQLState();
        if (state.startsWith("28")) {
            return "Check --user and --password, or TENANT_BACKUP_USER and TENANT_BACKUP_PASSWORD.";
        }
        if (state.startsWith("3D") || state.equals("42000") || state.equals("90146") || state.equals("90149")) {
            return "There is no such database for this user: check the name at the end of the URL.";
        }
        if (state.equals("90020")) {
            return "Another process has the H2 file open: stop it, or add ;AUTO_SERVER=TRUE to both URLs.";
        }
        return "Check host and port in the URL, and that the database is running.";
    }

    private static @Nullable SQLException sqlCause(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException found) {
                return found;
            }
        }
        return null;
    }
}
