// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.crash;

import dev.tenantbackup.crash.WatchedDataSource.Call;
import dev.tenantbackup.crash.WatchedDataSource.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Fails one commit, made or not, with some SQL state; of those that stand for a lost connection, the connection is lost. */
final class FailingCommit implements WatchedDataSource.Watcher {

    /** What the database has done by then. */
    enum Truth {
        MADE,
        NOT_MADE
    }

    private final Truth truth;
    private final @Nullable String state;
    private final Runnable meanwhile;
    private boolean armed;
    private @Nullable Connection lost;

    /**
     * One that hits the commit after it was {@linkplain #arm armed}.
     *
     * @param state the SQL state it is told with
     * @param meanwhile what others do before the caller hears of it
     */
    FailingCommit(Truth truth, @Nullable String state, Runnable meanwhile) {
        this.truth = truth;
        this.state = state;
        this.meanwhile = meanwhile;
    }

    void arm() {
        armed = true;
    }

    @Override
    public void before(Call call) throws SQLException {
        if (call.connection() == lost && call.kind() != Kind.CLOSE) {
            throw failure();
        }
        if (hits(call) && truth == Truth.NOT_MADE) {
            call.connection().rollback();
            fail(call);
        }
    }

    @Override
    public void after(Call call) throws SQLException {
        if (hits(call)) {
            fail(call);
        }
    }

    private boolean hits(Call call) {
        return armed && call.kind() == Kind.COMMIT;
    }

    private void fail(Call call) throws SQLException {
        armed = false;
        if (state != null && state.startsWith("08")) {
            lost = call.connection();
        }
        meanwhile.run();
        throw failure();
    }

    private SQLException failure() {
        return new SQLException("failed by the test", state);
    }
}
