// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.jdbc.dialect.Dialect.Access;
import dev.tenantbackup.jdbc.load.LoadDialect.Ending;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.jdbc.session.Sessions;
import dev.tenantbackup.model.DatabaseException;
import dev.tenantbackup.model.OutcomeUnknownException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commit of one load. If it fails in any way that doesn't say by itself that the transaction was rolled back, another
 * connection is asked what became of it: the database itself, where it remembers, or else a row that the load has changed.
 */
final class Commit {

    private static final Logger LOG = LoggerFactory.getLogger(Commit.class);

    /** How long to wait for another connection, and for a transaction that is still under way. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Sessions sessions;
    private final LoadScope scope;
    private final Optional<Witness> witness;

    Commit(Sessions sessions, LoadScope scope, Optional<Witness> witness) {
        this.sessions = sessions;
        this.scope = scope;
        this.witness = witness;
    }

    /**
     * Commits, or finds out that the transaction was committed.
     *
     * @throws SQLException if it was not
     * @throws OutcomeUnknownException if nobody can tell
     */
    void run() throws SQLException {
        LoadDialect dialect = scope.writing();
        String mark = dialect.mark();
        try {
            scope.session().commitLast();
        } catch (SQLException failed) {
            if (LoadDialect.meansRolledBack(failed)) {
                throw failed;
            }
            giveUp(failed);
            switch (outcome(mark, failed)) {
                case COMMITTED ->
                    LOG.warn(
                            "The commit of tenant '{}' failed, and yet another connection has seen that it was made: {}",
                            scope.tenant(),
                            failed.getMessage());
                case ROLLED_BACK -> throw failed;
                default ->
                    throw new OutcomeUnknownException(
                            dialect.outcomeUnknown(mark).withTenant(scope.tenant()), failed);
            }
        }
    }

    /** Before another connection is asked for: a pool may have no more than one. If this one still works, it goes back tidy. */
    private void giveUp(SQLException failed) {
        try (JdbcSession given = scope.session()) {
            given.rollbackLast();
            scope.writing().leave(scope.staging().names());
        } catch (SQLException | DataAccessException | DatabaseException lost) {
            failed.addSuppressed(lost);
        }
    }

    private Ending outcome(String mark, SQLException failed) {
        try {
            Optional<JdbcSession> other = sessions.openWithin(Access.READ, PATIENCE);
            if (other.isEmpty()) {
                return Ending.UNKNOWN;
            }
            try (JdbcSession session = other.get()) {
                return outcome(session, mark);
            }
        } catch (SQLException | DataAccessException | DatabaseException unable) {
            failed.addSuppressed(unable);
            return Ending.UNKNOWN;
        }
    }

    private Ending outcome(JdbcSession session, String mark) throws SQLException {
        Ending ending = scope.writing().ending(session, mark, PATIENCE);
        if (ending == Ending.COMMITTED || ending == Ending.ROLLED_BACK || witness.isEmpty()) {
            return ending;
        }
        // the view so far may be older than the transaction's end
        session.rollback();
        return switch (witness.get().seenBy(session)) {
            case COMMITTED -> Ending.COMMITTED;
            case ROLLED_BACK -> ending == Ending.OVER ? Ending.ROLLED_BACK : Ending.UNKNOWN;
            case UNCLEAR -> Ending.UNKNOWN;
        };
    }
}
