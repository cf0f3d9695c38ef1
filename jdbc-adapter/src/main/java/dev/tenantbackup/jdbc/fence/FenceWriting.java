// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.fence;

import dev.tenantbackup.fence.FenceRequest;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.model.TenantId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jooq.Query;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/**
 * Writes rows of the fence table, each in a transaction of its own. On MariaDB, writers whose statements are logged as
 * statements hold locks on it at isolation level REPEATABLE READ: what changes a row waits for them, a second at a time,
 * because others who want to read it wait behind.
 */
final class FenceWriting {

    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final JdbcSession session;
    private final FenceTable table;
    private final InstantSource clock;

    FenceWriting(JdbcSession session, InstantSource clock) {
        this.session = session;
        this.table = new FenceTable(session);
        this.clock = clock;
    }

    /** Puts the fence up, unless it is, or somebody else does so in this moment. */
    FenceRow raise(FenceRequest request) throws SQLException {
        session.rollback();
        Optional<FenceRow> up = table.find(request.tenant());
        if (up.isPresent()) {
            return up.get();
        }
        FenceRow row = FenceRow.raised(request, clock.instant());
        try {
            // a new row waits behind nobody who comes later: it may wait for as long as it takes
            run(table.insert(row), Math.max(1, request.patience().toSeconds()));
            session.commit();
            return row;
        } catch (DataAccessException failure) {
            return raisedMeanwhile(request.tenant(), failure);
        }
    }

    private FenceRow raisedMeanwhile(TenantId tenant, DataAccessException failure) {
        try {
            session.rollback();
            return table.find(tenant).orElseThrow(() -> failure);
        } catch (SQLException also) {
            failure.addSuppressed(also);
            throw failure;
        }
    }

    /** Says of a fence that it is effective, and gives it as it is then. */
    FenceRow markEffective(FenceRow row, Duration patience) throws SQLException {
        repeatedly(table.markEffective(row, clock.instant()), patience);
        return table.find(row.tenant()).orElse(row);
    }

    Optional<FenceRow> lift(TenantId tenant) throws SQLException {
        session.rollback();
        Optional<FenceRow> up = table.find(tenant);
        if (up.isPresent()) {
            repeatedly(table.delete(up.get()), PATIENCE);
        }
        return up;
    }

    private void repeatedly(Query query, Duration patience) throws SQLException {
        long start = System.nanoTime();
        while (true) {
            session.rollback();
            try {
                run(query, 1);
                session.commit();
                return;
            } catch (DataAccessException failure) {
                SQLException cause = failure.getCause(SQLException.class);
                boolean isLocked = cause != null && cause.getErrorCode() == LOCK_WAIT_TIMEOUT;
                if (!isLocked || System.nanoTime() - start >= patience.toNanos()) {
                    throw failure;
                }
            }
        }
    }

    private void run(Query query, long seconds) {
        if (session.dialect().product().equals("MariaDB")) {
            session.sql()
                    .query("set statement innodb_lock_wait_timeout = {0} for {1}", DSL.inline(seconds), query)
                    .execute();
        } else {
            query.execute();
        }
    }

    /** Work on a session. */
    @FunctionalInterface
    interface Work<T> {
        T on(JdbcSession session) throws SQLException;
    }
}
