// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.extract;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.database.Snapshot;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.jdbc.dialect.Dialect.Access;
import dev.tenantbackup.jdbc.dialect.ViewIdentity;
import dev.tenantbackup.jdbc.rights.Needs;
import dev.tenantbackup.jdbc.rights.RightsCheck;
import dev.tenantbackup.jdbc.session.Failures;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.jdbc.session.Sessions;
import dev.tenantbackup.model.DatabaseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens readers on one consistent view.
 *
 * <p>The order matters: first the tables' definitions are held, then the view is taken. A view that is older than
 * another session's TRUNCATE or ALTER would show an empty table, without an error.
 */
public final class ReaderOpening {

    private static final Logger LOG = LoggerFactory.getLogger(ReaderOpening.class);

    private final Sessions sessions;
    private final Catalog catalog;
    private final HeldDefinitions definitions;
    private final Duration sharePatience;

    /**
     * Readers of a catalog's tables.
     *
     * @param definitions the catalog's
     * @param sharePatience how long to wait for each further connection
     */
    public ReaderOpening(Sessions sessions, Catalog catalog, HeldDefinitions definitions, Duration sharePatience) {
        this.sessions = sessions;
        this.catalog = catalog;
        this.definitions = definitions;
        this.sharePatience = sharePatience;
    }

    /** Opens the first reader. */
    public TenantReader open() {
        return read(sessions.open(Access.READ));
    }

    /** Opens one more, with a view of its own, if a connection is free. */
    public Optional<TenantReader> apart() {
        Optional<JdbcSession> session;
        try {
            session = sessions.openWithin(Access.READ, sharePatience);
        } catch (DatabaseException e) {
            LOG.debug("A further reader could not be opened", e);
            return Optional.empty();
        }
        return session.map(this::read);
    }

    private TenantReader read(JdbcSession session) {
        try {
            RightsCheck.require(session, Needs.toRead(catalog));
            ViewIdentity identity = Failures.GENERAL.during("take a snapshot", () -> {
                definitions.hold(session);
                return session.dialect().viewIdentity(session.sql());
            });
            definitions.refuseChange(session);
            Snapshot snapshot = new Snapshot(identity.id(), identity.takenAt());
            return new JdbcTenantReader(
                    session, catalog, snapshot, readers -> readBeside(session, readers), session::close);
        } catch (RuntimeException | Error e) {
            closeAfter(session, e);
            throw e;
        }
    }

    /** Opens a reader that sees what a transaction under way saw when it began; empty if none is to be had. */
    public Optional<TenantReader> beside(JdbcSession first) {
        return join(first, 1).stream()
                .findFirst()
                .map(session -> new JdbcTenantReader(
                        session, catalog, snapshotOf(session), JdbcTenantReader.Sharing.NONE, session::close));
    }

    private static Snapshot snapshotOf(JdbcSession session) {
        ViewIdentity identity = Failures.GENERAL.during(
                "take a snapshot", () -> session.dialect().viewIdentity(session.sql()));
        return new Snapshot(identity.id(), identity.takenAt());
    }

    private List<JdbcSession> readBeside(JdbcSession first, int readers) {
        List<JdbcSession> joined = join(first, readers);
        if (joined.isEmpty()) {
            return joined;
        }
        try {
            Failures.GENERAL.doing("share the work", () -> first.dialect().useNoHelpers(first.sql()));
            return joined;
        } catch (DatabaseException e) {
            joined.forEach(session -> closeAfter(session, e));
            throw e;
        }
    }

    private List<JdbcSession> join(JdbcSession first, int readers) {
        List<JdbcSession> joined = new ArrayList<>();
        if (readers < 1) {
            return joined;
        }
        Optional<String> view = Failures.GENERAL.during(
                "share a snapshot", () -> first.dialect().exportView(first.sql()));
        if (view.isEmpty()) {
            return joined;
        }
        while (joined.size() < readers) {
            Optional<JdbcSession> further = joinOne(view.get());
            if (further.isEmpty()) {
                LOG.debug("{} of {} further readers to be had", joined.size(), readers);
                break;
            }
            joined.add(further.get());
        }
        return joined;
    }

    /** One reader always suffices, so a further one that can't be had is no failure. */
    private Optional<JdbcSession> joinOne(String view) {
        Optional<JdbcSession> session;
        try {
            session = sessions.openWithin(Access.READ, sharePatience);
        } catch (DatabaseException e) {
            LOG.debug("A further reader could not be opened", e);
            return Optional.empty();
        }
        try {
            session.ifPresent(further -> Failures.GENERAL.doing("join a snapshot", () -> {
                definitions.hold(further);
                further.dialect().joinView(further.sql(), view);
                further.dialect().useNoHelpers(further.sql());
            }));
            return session;
        } catch (DatabaseException e) {
            LOG.debug("A further reader could not join the snapshot", e);
            session.ifPresent(further -> closeAfter(further, e));
            return Optional.empty();
        }
    }

    private static void closeAfter(JdbcSession session, Throwable failure) {
        try {
            session.close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
