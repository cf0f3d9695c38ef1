// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.crash;

import dev.tenantbackup.crash.WatchedDataSource.Call;
import dev.tenantbackup.crash.WatchedDataSource.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fails the n-th call of those that are counted: statements and commits, on whatever connection. */
final class Fault implements WatchedDataSource.Watcher {

    /** How a call fails. */
    enum Manner {
        /** The call fails and nothing else: the database didn't like it. */
        REFUSED,
        /** The call's transaction is the victim of a deadlock: rolled back, and worth another try. */
        DEADLOCK,
        /** The connection is gone before the call has been sent, and stays so. */
        LOST_BEFORE,
        /** The connection is gone after the call has been carried out, before anybody is told. */
        LOST_AFTER
    }

    private static final Pattern TIDYING_UP = Pattern.compile(
            "set time zone .*|set @@session.* @tenant_backup_began = null|drop (temporary )?table .*|select release_lock.*");

    private final int target;
    private final Manner manner;
    private final Set<Connection> lost = new HashSet<>();
    private int counted;
    private @Nullable String reached;

    Fault(int target, Manner manner) {
        this.target = target;
        this.manner = manner;
    }

    /** Which call fails. */
    int number() {
        return target;
    }

    /** The call that failed; null if it was never made. */
    synchronized @Nullable String reached() {
        return reached;
    }

    /** Whether the very call was refused that would have put a connection's settings, staging or lock in order. */
    synchronized boolean isRefusalToTidyUp() {
        return reached != null && TIDYING_UP.matcher(reached).matches();
    }

    synchronized boolean isLost(Connection connection) {
        return lost.contains(connection);
    }

    @Override
    public synchronized void before(Call call) throws SQLException {
        if (call.kind() == Kind.CLOSE) {
            return;
        }
        if (lost.contains(call.connection())) {
            throw gone();
        }
        if (counts(call) && ++counted == target && manner != Manner.LOST_AFTER) {
            reached = call.toString();
            if (manner == Manner.REFUSED) {
                throw new SQLException("refused by the test", "XX000");
            }
            if (manner == Manner.DEADLOCK) {
                rollBack(call);
                throw new SQLException("deadlock by the test", "40001");
            }
            lose(call);
        }
    }

    @Override
    public synchronized void after(Call call) throws SQLException {
        if (counts(call) && counted == target && manner == Manner.LOST_AFTER && reached == null) {
            reached = call.toString();
            lose(call);
        }
    }

    private void lose(Call call) throws SQLException {
        lost.add(call.connection());
        rollBack(call);
        throw gone();
    }

    private static void rollBack(Call call) throws SQLException {
        if (!call.connection().getAutoCommit()) {
            call.connection().rollback();
        }
    }

    private static boolean counts(Call call) {
        return call.kind() == Kind.STATEMENT || call.kind() == Kind.COMMIT;
    }

    private static SQLException gone() {
        return new SQLException("lost by the test", "08006");
    }
}
