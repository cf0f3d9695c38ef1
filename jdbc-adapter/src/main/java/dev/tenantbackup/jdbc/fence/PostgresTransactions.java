// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.fence;

import dev.tenantbackup.jdbc.session.JdbcSession;
import java.util.Map;
import java.util.TreeMap;

/**
 * PostgreSQL's. Every transaction holds a lock on its virtual number until it ends, and every user may see that lock. One
 * without a view and without a number of its own has written nothing, and will see what is committed now.
 */
final class PostgresTransactions extends OlderTransactions {

    private static final String RUNNING = """
            select l.virtualxid, 'process ' || a.pid || ' of user ' || coalesce(a.usename, '?')
                     || coalesce(', since ' || to_char(a.xact_start, 'YYYY-MM-DD"T"HH24:MI:SSOF'), '')
              from pg_locks l
              join pg_stat_activity a on a.pid = l.pid
             where l.locktype = 'virtualxid' and l.granted and l.virtualxid = l.virtualtransaction
               and a.datname = current_database() and a.pid <> pg_backend_pid() and a.usesysid is not null
               and (a.backend_xid is not null or a.backend_xmin is not null)""";

    private static final String PREPARED = """
            select gid, 'prepared transaction ' || quote_literal(gid) || ' of user ' || owner
              from pg_prepared_xacts where database = current_database()""";

    PostgresTransactions(JdbcSession session) {
        super(session);
    }

    @Override
    Map<String, String> running() {
        return ask(RUNNING);
    }

    @Override
    Map<String, String> prepared() {
        return ask(PREPARED);
    }

    private Map<String, String> ask(String query) {
        Map<String, String> found = new TreeMap<>();
        session()
                .sql()
                .resultQuery(query)
                .forEach(row -> found.put(row.get(0, String.class), row.get(1, String.class)));
        return found;
    }
}
