// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.dialect;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The settings of PostgreSQL whose pinned value depends on the host's, or on the version. */
final class PostgresPins {

    /**
     * The host's schemas in its order, without those that are searched first when they are not named: named behind others,
     * the server's own functions and our temporary tables could be mistaken for somebody's of the same name. A path that names
     * none of them means the same as it stands and is left alone: the driver plans every statement anew once a path was set.
     */
    private static final String QUERY = """
            select (select pg_catalog.string_agg('"' || pg_catalog.replace(name, '"', '""') || '"', ', ' order by position)
                      from pg_catalog.unnest(pg_catalog.current_schemas(false)) with ordinality as s (name, position)
                     where name <> 'pg_catalog' and pg_catalog.left(name, 7) <> 'pg_temp'),
                   pg_catalog.current_setting('session_replication_role') <> 'origin',
                   exists (select 1 from pg_catalog.unnest(pg_catalog.current_schemas(false)) as s (name)
                            where name = 'pg_catalog' or pg_catalog.left(name, 7) = 'pg_temp')""";

    private static final int FIRST_TO_LIMIT_TRANSACTIONS = 17;

    private PostgresPins() {}

    /** Statements to begin a transaction with, each after a semicolon. Ends the transaction in which it asks. */
    static String ofHost(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            row.next();
            String path = row.getBoolean(3) ? searching(row.getString(1)) : "";
            // who could turn foreign keys and triggers off may turn them on again
            String replication = row.getBoolean(2) ? "; set local session_replication_role = 'origin'" : "";
            boolean limitsTransactions =
                    connection.getMetaData().getDatabaseMajorVersion() >= FIRST_TO_LIMIT_TRANSACTIONS;
            return path + replication + (limitsTransactions ? "; set local transaction_timeout = 0" : "");
        } finally {
            connection.rollback();
        }
    }

    private static String searching(@Nullable String path) {
        return "; set local search_path = " + (path == null ? "''" : path);
    }
}
