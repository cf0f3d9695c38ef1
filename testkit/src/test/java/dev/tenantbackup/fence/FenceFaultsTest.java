// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.fence;

import static dev.tenantbackup.fence.FenceTest.assertRefused;
import static dev.tenantbackup.fence.FencedShops.ACTOR;
import static dev.tenantbackup.fence.FencedShops.FENCED;
import static dev.tenantbackup.fence.FencedShops.REASON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.crash.Tier;
import dev.tenantbackup.crash.WatchedDataSource;
import dev.tenantbackup.crash.WatchedDataSource.Call;
import dev.tenantbackup.crash.WatchedDataSource.Kind;
import dev.tenantbackup.jdbc.fence.DatabaseFence;
import dev.tenantbackup.model.TenantBackupException;
import dev.tenantbackup.testkit.databases.Engine;
import java.sql.SQLException;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever fails while a fence is raised or lifted: it is up for every table or for none, and can be raised and lifted again. */
class FenceFaultsTest {

    private static final FenceRequest WRITES = FenceRequest.writes(FENCED, ACTOR, REASON);

    /** Calls from one that fails to the next that does. */
    private static final int EVERY = Tier.pick(6, 1);

    /** When the connection is lost. */
    enum Manner {
        LOST_BEFORE,
        LOST_AFTER
    }

    /** Loses the connection at one call, counted from the first that writes a fence's row. */
    private static final class Fault implements WatchedDataSource.Watcher {

        private final int number;
        private final Manner manner;
        private int calls;

        Fault(int number, Manner manner) {
            this.number = number;
            this.manner = manner;
        }

        @Override
        public void before(Call call) throws SQLException {
            String sql = call.sql().toLowerCase(Locale.ROOT);
            boolean writes =
                    sql.contains("tenant_backup_fence") && (sql.contains("insert into") || sql.contains("delete from"));
            boolean counts = call.kind() == Kind.STATEMENT || call.kind() == Kind.COMMIT;
            if (counts && (calls > 0 || writes)) {
                calls++;
                if (calls == number && manner == Manner.LOST_BEFORE) {
                    fail(call);
                }
            }
        }

        @Override
        public void after(Call call) throws SQLException {
            boolean counts = call.kind() == Kind.STATEMENT || call.kind() == Kind.COMMIT;
            if (counts && calls == number && manner == Manner.LOST_AFTER) {
                fail(call);
            }
        }

        private void fail(Call call) throws SQLException {
            call.connection().abort(Runnable::run);
            throw new SQLException("planted", "XX000");
        }

        boolean wasReached() {
            return calls >= number;
        }
    }

    @ParameterizedTest
    @CsvSource({"POSTGRESQL, LOST_BEFORE", "POSTGRESQL, LOST_AFTER", "MARIADB, LOST_BEFORE", "MARIADB, LOST_AFTER"})
    void afterAnyFaultTheFenceIsUpOrDownAsItSays(Engine engine, Manner manner) {
        FencedShops shops = FencedShops.fenced(engine);

        assertThat(faults(
                        shops,
                        manner,
                        fence -> fence.raise(WRITES),
                        () -> shops.fence().lift(FENCED)))
                .as("calls that can fail while raising")
                .isGreaterThan(5);
        assertThat(faults(
                        shops,
                        manner,
                        fence -> fence.lift(FENCED),
                        () -> shops.fence().raise(WRITES)))
                .as("calls that can fail while lifting")
                .isGreaterThan(1);
    }

    /** Does the work with one call after the other failing, until none is left to fail; counts the calls. */
    private static int faults(FencedShops shops, Manner manner, Consumer<DatabaseFence> work, Runnable before) {
        for (int number = 2; ; number += EVERY) {
            before.run();
            Fault fault = new Fault(number, manner);
            try {
                work.accept(FencedShops.fence(WatchedDataSource.of(shops.dataSource(), fault)));
            } catch (TenantBackupException told) {
                assertThat(told).hasMessageContaining("Cannot");
            }
            assertIsUpOrDown(shops);
            if (!fault.wasReached()) {
                return fault.calls;
            }
        }
    }

    private static void assertIsUpOrDown(FencedShops shops) {
        boolean isUp = shops.fence().find(FENCED).isPresent();
        for (String table : new String[] {"orders", "order_lines", "notes", "pages"}) {
            String write = "update " + table + " set id = id where id = 70";
            if (isUp) {
                assertRefused(shops, write);
            } else {
                shops.execute(write);
            }
            shops.execute("update " + table + " set id = id where id = 800");
        }
        assertThat(shops.fence().raise(WRITES).isEffective()).isTrue();
        assertThat(shops.fence().lift(FENCED)).isPresent();
    }
}
