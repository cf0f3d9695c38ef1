// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.jdbc.dialect.Dialect.Access;
import dev.tenantbackup.jdbc.engine.Engine;
import dev.tenantbackup.jdbc.engine.TestDatabase;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.jdbc.session.Sessions;
import dev.tenantbackup.model.DatabaseException;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One reader, and all that share with it, see one moment, whatever others do meanwhile. */
class SnapshotTest {

    private static final TenantId ONE = TenantId.of(1);
    private static final TableName LEFT = TableName.of("left_side");
    private static final TableName RIGHT = TableName.of("right_side");

    @ParameterizedTest
    @EnumSource
    void anInvariantAcrossTablesHoldsUnderAWriter(Engine engine) throws Exception {
        TestDatabase database = twoSides(engine);
        Catalog catalog = catalog(database);
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        Future<Integer> writes = executor.submit(() -> move(database, done));

        try {
            for (int i = 0; i < 30; i++) {
                try (TenantReader reader = database.tenantDatabase().reader(catalog)) {
                    List<TenantReader> shared = reader.share(1);
                    TenantReader other = shared.isEmpty() ? reader : shared.get(0);
                    long left = sum(reader, LEFT);
                    long right = sum(other, RIGHT);
                    assertThat(left + right).isEqualTo(1000);
                    assertThat(reader.count(LEFT, ONE)).isEqualTo(reader.count(RIGHT, ONE));
                    shared.forEach(TenantReader::close);
                }
            }
        } finally {
            done.set(true);
            executor.shutdown();
        }
        assertThat(writes.get(30, TimeUnit.SECONDS)).isPositive();
        assertThat(database.connections().out()).isZero();
    }

    /** Moves one from left to right, and adds an empty row to both, again and again. */
    private static int move(TestDatabase database, AtomicBoolean done) throws SQLException {
        int moves = 0;
        try (Connection connection = database.connections().plain();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!done.get()) {
                int row = 10 + moves;
                statement.execute("update left_side set amount = amount - 1 where id = 1");
                statement.execute("insert into left_side values (" + row + ", 1, 0)");
                statement.execute("insert into right_side values (" + row + ", 1, 0)");
                statement.execute("update right_side set amount = amount + 1 where id = 1");
                connection.commit();
                moves++;
            }
        }
        return moves;
    }

    private static long sum(TenantReader reader, TableName table) {
        long sum = 0;
        try (RowStream rows = reader.rows(table, ONE)) {
            for (Row row = rows.next(); row != null; row = rows.next()) {
                sum += Long.parseLong(row.value(2));
            }
        }
        return sum;
    }

    @ParameterizedTest
    @EnumSource
    void theViewIsTakenWhenTheReaderOpens(Engine engine) {
        TestDatabase database = twoSides(engine);

        Instant before = Instant.now();
        try (TenantReader reader = database.tenantDatabase().reader(catalog(database))) {
            database.run("insert into left_side values (2, 1, 5)", "delete from right_side");

            assertThat(reader.count(LEFT, ONE)).isOne();
            assertThat(reader.count(RIGHT, ONE)).isOne();
            assertThat(reader.snapshot().id()).isNotBlank();
            assertThat(Duration.between(before, reader.snapshot().takenAt()).abs())
                    .isLessThan(Duration.ofMinutes(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void emptyingATableAfterwardsTakesNothingAway(Engine engine) throws SQLException {
        TestDatabase database = twoSides(engine);

        try (TenantReader reader = database.tenantDatabase().reader(catalog(database))) {
            try (Connection connection = database.connections().plain();
                    Statement statement = connection.createStatement()) {
                statement.execute(engine.pick("select 1", "set lock_timeout = 200"));
                for (String ddl : List.of("truncate table right_side", "alter table left_side add column more int")) {
                    if (engine == Engine.POSTGRES) {
                        assertThatThrownBy(() -> statement.execute(ddl)).hasMessageContaining("lock timeout");
                    } else {
                        statement.execute(ddl);
                    }
                }
            }
            assertThat(reader.count(LEFT, ONE)).isOne();
            assertThat(reader.count(RIGHT, ONE)).isOne();
        }
    }

    /** Without holding definitions first, both tables would be read as empty here, without an error. */
    @Test
    void aViewIsNeverOlderThanAnAlterationInFlight() throws Exception {
        TestDatabase database = twoSides(Engine.POSTGRES);
        Catalog catalog = catalog(database);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (Connection connection = database.connections().plain();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("alter table left_side alter column amount type bigint");
            statement.execute("truncate right_side");
            statement.execute("insert into right_side values (7, 1, 70)");

            Future<TenantReader> opening =
                    executor.submit(() -> database.tenantDatabase().reader(catalog));
            awaitBlocked(database);
            connection.commit();

            assertThatThrownBy(() -> opening.get(20, TimeUnit.SECONDS).close())
                    .hasRootCauseInstanceOf(DatabaseException.class)
                    .hasMessageContaining("Table 'left_side' has been created, dropped or altered just now");
        } finally {
            executor.shutdown();
        }
        try (TenantReader reader = database.tenantDatabase().reader(catalog(database))) {
            assertThat(reader.count(LEFT, ONE)).isOne();
            assertThat(reader.count(RIGHT, ONE)).isOne();
        }
        assertThat(database.connections().out()).isZero();
    }

    @Test
    void aTruncateInFlightIsWaitedForAndSeen() throws Exception {
        TestDatabase database = twoSides(Engine.POSTGRES);
        Catalog catalog = catalog(database);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (Connection connection = database.connections().plain();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("truncate right_side");
            statement.execute("insert into right_side values (7, 1, 70), (8, 1, 80)");

            Future<TenantReader> opening =
                    executor.submit(() -> database.tenantDatabase().reader(catalog));
            awaitBlocked(database);
            connection.commit();

            try (TenantReader reader = opening.get(20, TimeUnit.SECONDS)) {
                assertThat(reader.count(RIGHT, ONE)).isEqualTo(2);
            }
        } finally {
            executor.shutdown();
        }
    }

    private static void awaitBlocked(TestDatabase database) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (database.query("select 1 from pg_locks where not granted and database ="
                        + " (select oid from pg_database where datname = current_database())")
                .isEmpty()) {
            assertThat(System.nanoTime()).as("somebody waits for a lock").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void anAlterationThatTakesTooLongIsAFailureThatMayPass() throws SQLException {
        TestDatabase database = twoSides(Engine.POSTGRES);
        Catalog catalog = catalog(database);
        try (Connection connection = database.connections().plain();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("alter table left_side add column more int");

            assertThatThrownBy(() -> database.tenantDatabase()
                            .lockPatience(Duration.ofMillis(50))
                            .reader(catalog))
                    .isInstanceOfSatisfying(
                            DatabaseException.class,
                            failure -> assertThat(failure.problem().retryable()).isTrue())
                    .hasMessageContaining("Cannot take a snapshot")
                    .hasMessageContaining("55P03");
            connection.rollback();
        }
        assertThat(database.connections().out()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aTableThatCameSinceTheCatalogWasMadeIsNotPassedOver(Engine engine) {
        TestDatabase database = twoSides(engine);
        Catalog catalog = catalog(database);
        database.run("create table newcomer (id int primary key, tenant_id int)");

        assertThatThrownBy(() -> database.tenantDatabase().reader(catalog))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("Table 'newcomer' has been created, dropped or altered just now");
        assertThat(database.connections().out()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void furtherReadersSeeTheSame(Engine engine) {
        TestDatabase database = twoSides(engine);

        try (TenantReader reader = database.tenantDatabase().reader(catalog(database))) {
            database.run("delete from right_side", "insert into left_side values (2, 1, 5)");
            List<TenantReader> shared = reader.share(2);

            assertThat(shared).hasSize(engine == Engine.POSTGRES ? 2 : 0);
            for (TenantReader further : shared) {
                assertThat(further.count(LEFT, ONE)).isOne();
                assertThat(further.count(RIGHT, ONE)).isOne();
                assertThat(further.snapshot()).isEqualTo(reader.snapshot());
                assertThat(further.share(1)).isEmpty();
            }
            shared.forEach(TenantReader::close);
            assertThat(reader.count(LEFT, ONE)).isOne();
        }
        assertThat(database.connections().out()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aSmallPoolMeansFewerReadersAndNoWaitingForEver(Engine engine) throws Exception {
        TestDatabase database = twoSides(engine);
        Catalog catalog = catalog(database);
        database.connections().limitTo(1);

        try (TenantReader reader =
                database.tenantDatabase().sharePatience(Duration.ofMillis(50)).reader(catalog)) {
            assertThat(reader.share(3)).isEmpty();
            assertThat(reader.count(LEFT, ONE)).isOne();
        }
        // who asked too late gives back at once what it then gets
        try (TenantReader reader = database.tenantDatabase().reader(catalog)) {
            assertThat(reader.count(LEFT, ONE)).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReaderWithinATransactionSeesItsChangesAndLeavesItOpen(Engine engine) throws SQLException {
        TestDatabase database = twoSides(engine);
        Catalog catalog = catalog(database);

        try (JdbcSession session = new Sessions(database.connections(), List.of()).open(Access.WRITE)) {
            session.sql().execute("insert into left_side values (2, 1, 5)");
            try (TenantReader reader = JdbcTenantReader.within(session, catalog)) {
                assertThat(reader.count(LEFT, ONE)).isEqualTo(2);
                assertThat(reader.share(2)).isEmpty();
            }
            session.commit();
            session.sql().execute("insert into left_side values (3, 1, 5)");
        }
        assertThat(database.query("select count(*) from left_side")).containsExactly("2");
    }

    private static TestDatabase twoSides(Engine engine) {
        return engine.createLowerCase()
                .run(
                        "create table tenants (id int primary key)",
                        "create table left_side (id int primary key, tenant_id int, amount int)",
                        "create table right_side (id int primary key, tenant_id int, amount int)",
                        "insert into tenants values (1)",
                        "insert into left_side values (1, 1, 1000)",
                        "insert into right_side values (1, 1, 0)");
    }

    private static Catalog catalog(TestDatabase database) {
        return TestCatalogs.byColumn(database, "tenants", "id", "tenant_id");
    }
}
