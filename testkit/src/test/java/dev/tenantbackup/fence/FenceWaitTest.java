// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.fence;

import static dev.tenantbackup.fence.FenceTest.assertRefused;
import static dev.tenantbackup.fence.FencedShops.ACTOR;
import static dev.tenantbackup.fence.FencedShops.FENCED;
import static dev.tenantbackup.fence.FencedShops.REASON;
import static java.sql.Connection.TRANSACTION_READ_COMMITTED;
import static java.sql.Connection.TRANSACTION_REPEATABLE_READ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.crash.WatchedDataSource;
import dev.tenantbackup.crash.WatchedDataSource.Call;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.testkit.databases.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fence that is up is not effective before everything older has ended; and nothing younger comes through. */
class FenceWaitTest {

    private static final FenceRequest PATIENT =
            FenceRequest.writes(FENCED, ACTOR, REASON).withPatience(Duration.ofMinutes(5));
    private static final FenceRequest IMPATIENT = PATIENT.withPatience(Duration.ZERO);

    /** Opens after some looks at transactions: the first is taken before the fence is up. */
    private static final class Looks implements WatchedDataSource.Watcher {

        private final CountDownLatch looks = new CountDownLatch(3);

        @Override
        public void before(Call call) {
            // counted when it is over
        }

        @Override
        public void after(Call call) {
            if (call.sql().contains("pg_locks") || call.sql().contains("INNODB_TRX")) {
                looks.countDown();
            }
        }

        void await() throws InterruptedException {
            assertThat(looks.await(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2")
    void aWriterInFlightIsWaitedFor(Engine engine) throws Exception {
        FencedShops shops = FencedShops.fenced(engine);
        Looks looks = new Looks();
        ExecutorService operator = Executors.newSingleThreadExecutor();
        try (Connection writer =
                shops.inTransaction(TRANSACTION_READ_COMMITTED, "insert into orders values (75, 7, 1, null)")) {
            Future<RaisedFence> raised =
                    operator.submit(() -> FencedShops.fence(WatchedDataSource.of(shops.dataSource(), looks))
                            .raise(PATIENT));
            looks.await();

            assertThat(raised.isDone()).isFalse();
            assertThat(shops.fence().find(FENCED)).get().matches(up -> !up.isEffective());
            assertRefused(shops, "insert into orders values (76, 7, 1, null)");
            shops.execute("insert into orders values (806, 8, 1, null)");
            writer.commit();

            assertThat(raised.get().isEffective()).isTrue();
            assertThat(shops.fence().find(FENCED)).contains(raised.get());
            assertThat(shops.rows("select id from orders where shop_id = 7 order by id"))
                    .containsExactly("70", "75");
        } finally {
            operator.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2")
    void whoDoesNotWaitIsToldAndFindsTheFenceUp(Engine engine) throws Exception {
        FencedShops shops = FencedShops.fenced(engine);
        BackupId backup = shops.service().exportTenant(FENCED).id();
        try (Connection writer =
                shops.inTransaction(TRANSACTION_READ_COMMITTED, "insert into orders values (75, 7, 1, null)")) {
            assertThatThrownBy(() -> shops.fence().raise(IMPATIENT))
                    .isInstanceOfSatisfying(
                            ConflictException.class,
                            told -> assertThat(told.problem().retryable()).isTrue())
                    .hasMessageContaining("'7' is up and not yet effective")
                    .hasMessageContaining("1 older transactions")
                    .hasMessageContaining("since");

            assertRefused(shops, "delete from order_lines where id = 70");
            writer.commit();
        }

        assertThat(shops.service().restore(backup, RestoreRequest.into(FENCED)).exclusive())
                .as("nobody has seen the writers gone")
                .isFalse();
        RaisedFence found = shops.fence().find(FENCED).orElseThrow();
        RaisedFence effective = shops.fence().raise(PATIENT);
        assertThat(effective.isEffective()).isTrue();
        assertThat(effective.raisedAt()).isEqualTo(found.raisedAt());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2")
    void aTransactionWithAnOlderViewCanStillWriteAndIsWaitedFor(Engine engine) throws Exception {
        FencedShops shops = FencedShops.fenced(engine);
        try (Connection reader = shops.inTransaction(
                        TRANSACTION_REPEATABLE_READ, "select * from orders", "select * from tenant_backup_fence");
                Statement statement = reader.createStatement()) {
            assertThatThrownBy(() -> shops.fence().raise(IMPATIENT)).isInstanceOf(ConflictException.class);

            statement.execute("insert into orders values (75, 7, 1, null)");
            reader.commit();
        }
        assertThat(shops.fence().raise(PATIENT).isEffective()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2")
    void aTransactionThatTakesANewViewForEachStatementAndHasNotWrittenIsNotWaitedFor(Engine engine) throws Exception {
        FencedShops shops = FencedShops.fenced(engine);
        // the driver of PostgreSQL holds on to a query's view until the next statement
        String next = engine == Engine.POSTGRESQL ? "show server_version" : "set @looked = 1";
        try (Connection idle = shops.inTransaction(TRANSACTION_READ_COMMITTED, "select * from orders", next);
                Statement statement = idle.createStatement()) {
            assertThat(shops.fence().raise(IMPATIENT).isEffective()).isTrue();

            assertThatThrownBy(() -> statement.execute("insert into orders values (75, 7, 1, null)"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("Tenant '7' is fenced");
        }
    }

    @Test
    void aPreparedTransactionThatItsConnectionLeftIsWaitedForOnMariaDb() throws SQLException {
        FencedShops shops = FencedShops.fenced(Engine.MARIADB);
        try (Connection connection = shops.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("xa start 'moved'");
            statement.execute("insert into orders values (75, 7, 1, null)");
            statement.execute("xa end 'moved'");
            statement.execute("xa prepare 'moved'");
        }

        assertThatThrownBy(() -> shops.fence().raise(IMPATIENT))
                .isInstanceOf(ConflictException.class)
                .hasMessageMatching("(?s).*(prepared transaction|connection) .*");

        shops.execute("xa rollback 'moved'");
        assertThat(shops.fence().raise(PATIENT).isEffective()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2")
    void whoComesSecondGetsTheFenceOfWhoComesFirst(Engine engine) {
        FencedShops shops = FencedShops.fenced(engine);
        Overtaken overtaken = new Overtaken(shops);

        RaisedFence up = FencedShops.fence(WatchedDataSource.of(shops.dataSource(), overtaken))
                .raise(PATIENT);

        assertThat(overtaken.wasOvertaken).isTrue();
        assertThat(up.reason()).isEqualTo("first");
        assertThat(up.isEffective()).isTrue();
        assertThat(shops.fence().raised()).containsExactly(up);
    }

    /** Has somebody else raise the fence between a look at it and the insert. */
    private static final class Overtaken implements WatchedDataSource.Watcher {

        private final FencedShops shops;
        private boolean wasOvertaken;

        Overtaken(FencedShops shops) {
            this.shops = shops;
        }

        @Override
        public void before(Call call) {
            if (!wasOvertaken && call.sql().toLowerCase(Locale.ROOT).contains("insert into")) {
                wasOvertaken = true;
                FenceRequest first = FenceRequest.writes(FENCED, ACTOR, "first").withPatience(Duration.ZERO);
                assertThatThrownBy(() -> shops.fence().raise(first)).isInstanceOf(ConflictException.class);
            }
        }

        @Override
        public void after(Call call) {
            // too late to overtake
        }
    }
}
