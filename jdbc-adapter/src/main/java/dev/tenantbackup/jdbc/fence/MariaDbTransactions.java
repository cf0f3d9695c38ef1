// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.fence;

import dev.tenantbackup.jdbc.session.JdbcSession;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;

/**
 * MariaDB's, which takes the right {@code PROCESS}. Transactions that only read don't count, nor do those that take a new
 * view for every statement, have none under way and have written nothing.
 *
 * <p>What the server shows may be a tenth of a second old if others look too. A look that doesn't show this very
 * statement is one of these, and is repeated.
 */
final class MariaDbTransactions extends OlderTransactions {

    private static final String QUERY = """
            select trx_mysql_thread_id as thread, trx_id, trx_started, coalesce(trx_query, '') as statement,
                   trx_mysql_thread_id = connection_id() as ours,
                   trx_is_read_only = 1
                     or (trx_isolation_level = 'READ COMMITTED' and trx_rows_modified = 0 and trx_query is null) as harmless
              from information_schema.INNODB_TRX
             where {0} <> ''""";

    /** Longer than the server keeps what it shows. */
    private static final long UNTIL_SHOWN_ANEW = 120;

    private static final int LOOKS_AT_SHORT_WORK = 10;

    /** A transaction that was prepared, and left by its connection. */
    private static final long NOBODY = 0;

    MariaDbTransactions(JdbcSession session) {
        super(session);
    }

    @Override
    Map<String, String> running() throws SQLException {
        Map<String, String> found = new TreeMap<>();
        for (Record row : look()) {
            long thread = row.get("thread", Long.class);
            if (thread != NOBODY && !row.get("ours", Boolean.class) && !row.get("harmless", Boolean.class)) {
                String since = row.get("trx_started", String.class);
                found.put(thread + " " + since, "connection " + thread + ", since " + since);
            }
        }
        return found;
    }

    /** The server's own work has no connection either, and soon ends. */
    @Override
    Map<String, String> prepared() throws SQLException {
        Map<String, String> found = withoutConnection();
        for (int look = 1; look < LOOKS_AT_SHORT_WORK && !found.isEmpty(); look++) {
            session().rollback();
            pause();
            found.keySet().retainAll(withoutConnection().keySet());
        }
        return found;
    }

    private Map<String, String> withoutConnection() throws SQLException {
        Map<String, String> found = new TreeMap<>();
        for (Record row : look()) {
            if (row.get("thread", Long.class) == NOBODY) {
                String id = row.get("trx_id", String.class);
                found.put(id, "prepared transaction " + id + " (XA RECOVER lists its name)");
            }
        }
        return found;
    }

    private Result<Record> look() throws SQLException {
        while (true) {
            String mark = UUID.randomUUID().toString();
            Result<Record> rows = session().sql().fetch(QUERY, DSL.inline(mark));
            boolean isNew = rows.stream()
                    .anyMatch(row -> row.get("ours", Boolean.class)
                            && row.get("statement", String.class).contains(mark));
            if (isNew) {
                return rows;
            }
            session().rollback();
            pause();
        }
    }

    private static void pause() throws SQLException {
        try {
            Thread.sleep(UNTIL_SHOWN_ANEW);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while looking for older transactions", e);
        }
    }
}
