// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.fence;

import static dev.tenantbackup.fence.FencedShops.ACTOR;
import static dev.tenantbackup.fence.FencedShops.FENCED;
import static dev.tenantbackup.fence.FencedShops.REASON;

import dev.tenantbackup.crash.WatchedDataSource;
import dev.tenantbackup.crash.WatchedDataSource.Call;
import dev.tenantbackup.crash.WatchedDataSource.Kind;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Raises a fence, and at a commit says so and waits to be killed. Arguments: the database's address, {@code before} or
 * {@code after} the commit that puts the fence up.
 */
final class FenceProgram {

    static final String REACHED = "reached";

    private FenceProgram() {}

    public static void main(String[] arguments) throws SQLException {
        boolean isBefore = arguments[1].equals("before");
        FencedShops.fence(WatchedDataSource.of(dataSource(arguments[0]), new Stop(isBefore)))
                .raise(FenceRequest.writes(FENCED, ACTOR, REASON));
    }

    private static DataSource dataSource(String url) throws SQLException {
        if (url.startsWith("jdbc:mariadb:")) {
            return new MariaDbDataSource(url);
        }
        PGSimpleDataSource postgres = new PGSimpleDataSource();
        postgres.setUrl(url);
        return postgres;
    }

    private static final class Stop implements WatchedDataSource.Watcher {

        private final boolean isBefore;
        private boolean wrote;

        Stop(boolean isBefore) {
            this.isBefore = isBefore;
        }

        @Override
        public void before(Call call) {
            wrote |= call.sql().toLowerCase(Locale.ROOT).contains("insert into");
            if (wrote && isBefore && call.kind() == Kind.COMMIT) {
                park();
            }
        }

        @Override
        public void after(Call call) {
            if (wrote && !isBefore && call.kind() == Kind.COMMIT) {
                park();
            }
        }

        private static void park() {
            System.out.println(REACHED);
            while (true) {
                LockSupport.park();
            }
        }
    }
}
