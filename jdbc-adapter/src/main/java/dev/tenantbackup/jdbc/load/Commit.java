// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.load;

import dev.tenantbackup.jdbc.dialect.Dialect.Access;
import dev.tenantbackup.jdbc.load.LoadDialect.Ending;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.jdbc.session.Sessions;
import dev.tenantbackup.model.DatabaseException;
import dev.tenantbackup.model.OutcomeUnknownException;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.plan.TableChanges;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commit of one load. If the connection is lost meanwhile, another one is asked what became of the transaction: the
 * database itself, where it remembers, or else a row that the load has written.
 */
final class Commit {

    private static final Logger LOG = LoggerFactory.getLogger(Commit.class);

    /** How long to wait for another connection, and for a transaction that is still under way. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Sessions sessions;
    private final LoadScope scope;
    private final Map<TableName, TableChanges> staged;

    Commit(Sessions sessions, LoadScope scope, Map<TableName, TableChanges> staged) {
        this.sessions = sessions;
        this.scope = scope;
        this.staged = staged;
    }

    /**
     * Commits, or finds out that the transaction was committed.
     *
     * @throws SQLException if it was not
     * @throws OutcomeUnknownException if nobody can tell
     */
    void run() throws SQLException {
        LoadDialect dialect = scope.writing();
        Optional<Witness> witness = Witness.of(scope, staged);
        String mark = dialect.mark();
        try {
            scope.session().commitLast();
        } catch (SQLException failed) {
            if (!dialect.isLost(failed)) {
                throw failed;
            }
            giveUp(scope.session(), failed);
            switch (outcome(mark, witness, failed)) {
                case COMMITTED ->
                    LOG.warn(
                            "The connection was lost while tenant '{}' was committed; another one has seen that it was: {}",
                            scope.tenant(),
                            failed.getMessage());
                case ROLLED_BACK -> throw failed;
                default ->
                    throw new OutcomeUnknownException(
                            dialect.outcomeUnknown(mark).withTenant(scope.tenant()), failed);
            }
        }
    }

    /** Before another connection is asked for: a pool may have no more than one. */
    private static void giveUp(JdbcSession lost, SQLException failed) {
        try {
            lost.close();
        } catch (DatabaseException alsoLost) {
            failed.addSuppressed(alsoLost);
        }
    }

    private Ending outcome(String mark, Optional<Witness> witness, SQLException failed) {
        try {
            Optional<JdbcSession> other = sessions.openWithin(Access.READ, PATIENCE);
            if (other.isEmpty()) {
                return Ending.UNKNOWN;
            }
            try (JdbcSession session = other.get()) {
                return outcome(session, mark, witness);
            }
        } catch (SQLException | DataAccessException | DatabaseException unable) {
            failed.addSuppressed(unable);
            return Ending.UNKNOWN;
        }
    }

    private Ending outcome(JdbcSession session, String mark, Optional<Witness> witness) throws SQLException {
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
