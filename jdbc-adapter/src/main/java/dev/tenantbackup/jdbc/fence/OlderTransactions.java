// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.fence;

import dev.tenantbackup.jdbc.session.JdbcSession;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The transactions of others that were under way at some moment: those whose view may be older than that, or who have
 * written already. Each look takes a transaction of its own.
 */
abstract class OlderTransactions {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final JdbcSession session;

    OlderTransactions(JdbcSession session) {
        this.session = session;
    }

    static OlderTransactions of(JdbcSession session) {
        return session.dialect().product().equals("PostgreSQL")
                ? new PostgresTransactions(session)
                : new MariaDbTransactions(session);
    }

    /** Those that are under way with a client at work, described, by what tells them apart. */
    abstract Map<String, String> running() throws SQLException;

    /** Those that were prepared, and wait for somebody to commit them. */
    abstract Map<String, String> prepared() throws SQLException;

    /**
     * Waits until all that are under way now have ended. One that is prepared meanwhile is waited for like those that
     * were.
     *
     * @return descriptions of those that were still there when patience ended; empty if all have ended
     */
    final List<String> await(Duration patience) throws SQLException {
        long start = System.nanoTime();
        List<String> remaining = await(this::running, start, patience);
        return remaining.isEmpty() ? await(this::prepared, start, patience) : remaining;
    }

    private List<String> await(Look look, long start, Duration patience) throws SQLException {
        Map<String, String> older = fresh(look);
        while (!older.isEmpty()) {
            if (System.nanoTime() - start >= patience.toNanos() || !pause()) {
                return new ArrayList<>(older.values());
            }
            Map<String, String> now = fresh(look);
            older.keySet().retainAll(now.keySet());
        }
        return List.of();
    }

    private Map<String, String> fresh(Look look) throws SQLException {
        session.rollback();
        return look.at();
    }

    /** Whether to go on; who interrupts the thread wants it to stop. */
    private static boolean pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    final JdbcSession session() {
        return session;
    }

    @FunctionalInterface
    private interface Look {
        Map<String, String> at() throws SQLException;
    }
}
