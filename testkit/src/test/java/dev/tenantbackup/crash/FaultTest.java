// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.crash.Fault.Manner;
import dev.tenantbackup.crash.WatchedDataSource.Call;
import dev.tenantbackup.crash.WatchedDataSource.Kind;
import dev.tenantbackup.examples.platform.Damage;
import dev.tenantbackup.examples.platform.Fill;
import dev.tenantbackup.examples.platform.Platform;
import dev.tenantbackup.examples.platform.Product;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.OutcomeUnknownException;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantBackupException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.testkit.TenantDigest;
import dev.tenantbackup.testkit.databases.Engine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each statement and each commit of a restore fails once: the tenant is as before or as restored, what the caller is told
 * is true, and connections go back as they came. Some of them and the last ones in every build, each one in the thorough
 * tier.
 */
class FaultTest {

    private static final int EVERY = Tier.pick(160, 1);

    /** The last calls of a restore, which give connections back. */
    private static final int TIDYING_UP = 10;

    private static final TenantId TENANT = TenantId.of(2);

    /** One platform each for all tests: a restore that failed leaves it as it was, or the test has failed. */
    private static final Map<Engine, Restores> PLATFORMS = new EnumMap<>(Engine.class);

    @AfterAll
    static void forget() {
        PLATFORMS.clear();
    }

    private static Restores restores(Engine engine) throws SQLException {
        Restores restores = PLATFORMS.get(engine);
        if (restores == null || !restores.problems.isEmpty()) {
            restores = new Restores(engine);
            PLATFORMS.put(engine, restores);
        }
        return restores;
    }

    @ParameterizedTest
    @EnumSource
    void refusedStatementLeavesNothing(Engine engine) throws SQLException {
        Restores restores = restores(engine);
        int last = restores.calls() - TIDYING_UP;
        for (int n = 1; n <= restores.calls(); n = n < last ? Math.min(n + EVERY, last) : n + Tier.pick(2, 1)) {
            restores.failing(new Fault(n, Manner.REFUSED));
        }
        assertThat(restores.problems).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aDeadlockInTheTransactionThatWritesIsPlannedAnew(Engine engine) throws SQLException {
        Restores restores = restores(engine);
        int commit = restores.commitCall();
        int firstWrite = restores.calls.indexOf("insert") + 1;
        for (int n = firstWrite; n < commit; n += 2 * EVERY) {
            assertThat(restores.failing(new Fault(n, Manner.DEADLOCK)))
                    .as("call %d, %s, of %d", n, restores.calls.get(n - 1), commit)
                    .isNull();
            assertThat(restores.wasRestored).isTrue();
        }
        assertThat(restores.problems).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aDeadlockAtAnyStatementLeavesAllOrNothing(Engine engine) throws SQLException {
        Restores restores = restores(engine);
        for (int n = 2; n <= restores.calls(); n += 3 * EVERY) {
            restores.failing(new Fault(n, Manner.DEADLOCK));
        }
        assertThat(restores.problems).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void lostConnectionLeavesAllOrNothing(Engine engine) throws SQLException {
        Restores restores = restores(engine);
        for (int n = 1; n <= restores.calls(); n += 3 * EVERY) {
            restores.failing(new Fault(n, Manner.LOST_BEFORE));
        }
        assertThat(restores.problems).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void lostCommitIsLookedUpAndRepeatedIfItWasNotMade(Engine engine) throws SQLException {
        Restores restores = restores(engine);
        int commit = restores.commitCall();

        assertThat(restores.failing(new Fault(commit, Manner.LOST_BEFORE))).isNull();
        assertThat(restores.wasRestored).isTrue();
        assertThat(restores.failing(new Fault(commit, Manner.LOST_AFTER))).isNull();
        assertThat(restores.wasRestored).isTrue();
        assertThat(restores.problems).isEmpty();
    }

    /** Restores that fail, over and over, on one damaged platform. */
    private static final class Restores {

        private final DataSource database;
        private final Catalog catalog;
        private final MemoryStorage storage = new MemoryStorage();
        private final BackupId backup;
        private final Map<String, Map<TableName, String>> filled;
        private final Map<String, Map<TableName, String>> damaged;
        private final List<String> calls = new ArrayList<>();
        final List<String> problems = new ArrayList<>();
        boolean wasRestored;

        Restores(Engine engine) throws SQLException {
            database = engine.create().dataSource();
            try (Connection connection = database.getConnection()) {
                Platform.create(connection, Product.of(connection));
                Platform.fill(connection, Product.of(connection), Fill.of(2, 450));
            }
            TenantBackupService service = Services.over(database, storage);
            catalog = service.catalog();
            filled = digests();
            backup = service.exportTenant(TENANT).id();
            damaged = damage();
            run(new Recorder(calls));
            assertThat(digests()).isEqualTo(filled);
            damage();
        }

        int calls() {
            return calls.size();
        }

        /** The number of the commit that makes a restore last. */
        int commitCall() {
            int write = calls.size();
            while (!calls.get(write - 1).matches("insert|update|delete|merge")) {
                write--;
            }
            return write + calls.subList(write, calls.size()).indexOf("commit") + 1;
        }

        /** What the caller was told, after it was found to be true. */
        @Nullable
        TenantBackupException failing(Fault fault) throws SQLException {
            TenantBackupException told = null;
            Lent lent = new Lent(fault);
            try {
                run(lent);
            } catch (TenantBackupException failure) {
                told = failure;
            } catch (RuntimeException foreign) {
                problems.add("call " + fault.number() + ", " + fault.reached() + ": threw " + foreign);
            }
            Map<String, Map<TableName, String>> now = digests();
            wasRestored = now.equals(filled);
            if (!wasRestored && !now.equals(damaged)) {
                problems.add("call " + fault.number() + ": neither as before nor as restored");
            }
            examine(fault, lent, told);
            if (wasRestored) {
                assertThat(damage()).isEqualTo(damaged);
            }
            return told;
        }

        private void examine(Fault fault, Lent lent, @Nullable TenantBackupException told) {
            assertThat(fault.reached()).as("the fault was reached").isNotNull();
            String moment = "call " + fault.number() + ", " + fault.reached() + ": ";
            if (!fault.isRefusalToTidyUp()) {
                lent.changed.forEach(change -> problems.add(moment + change));
            }
            if (!lent.out.isEmpty()) {
                problems.add(moment + "a connection did not come back");
            }
            if (!wasRestored && told == null) {
                problems.add(moment + "nothing was thrown, and nothing restored");
            }
            if (wasRestored && told != null && !(told instanceof OutcomeUnknownException)) {
                problems.add(moment + "restored, but told: " + told.getMessage());
            }
        }

        private void run(WatchedDataSource.Watcher watcher) {
            Services.over(WatchedDataSource.of(database, watcher), storage)
                    .restore(backup, RestoreRequest.into(TENANT));
        }

        private Map<String, Map<TableName, String>> damage() throws SQLException {
            try (Connection connection = database.getConnection()) {
                Damage.DELETE_MENU.apply(connection, Product.of(connection), 2);
            }
            return digests();
        }

        private Map<String, Map<TableName, String>> digests() {
            return TenantDigest.ofAll(JdbcTenantDatabase.of(database), catalog);
        }
    }

    /** Writes down what is called. */
    private record Recorder(List<String> calls) implements WatchedDataSource.Watcher {

        @Override
        public void before(Call call) {
            if (call.kind() == Kind.STATEMENT || call.kind() == Kind.COMMIT) {
                calls.add(call.word());
            }
        }

        @Override
        public void after(Call call) {
            // was written down before
        }
    }

    /** Looks at connections when they are lent and when they come back, around a fault; lost ones are past looking at. */
    private static final class Lent implements WatchedDataSource.Watcher {

        private final Fault fault;
        private final Map<Connection, String> out = new HashMap<>();
        private final List<String> changed = new ArrayList<>();

        Lent(Fault fault) {
            this.fault = fault;
        }

        @Override
        public synchronized void before(Call call) throws SQLException {
            if (call.kind() == Kind.CLOSE) {
                String lent = out.remove(call.connection());
                if (lent != null && !fault.isLost(call.connection())) {
                    String now = look(call.connection());
                    if (!now.equals(lent)) {
                        changed.add("lent as " + lent + ", came back as " + now);
                    }
                }
            }
            fault.before(call);
        }

        @Override
        public synchronized void after(Call call) throws SQLException {
            if (call.kind() == Kind.OPEN) {
                out.put(call.connection(), look(call.connection()));
            }
            fault.after(call);
        }

        private static String look(Connection connection) throws SQLException {
            String found = "auto-commit " + connection.getAutoCommit() + ", isolation "
                    + connection.getTransactionIsolation() + ", read only " + connection.isReadOnly();
            String query =
                    switch (connection.getMetaData().getDatabaseProductName()) {
                        case "H2" ->
                            "select (select setting_value from information_schema.settings where setting_name = 'TIME ZONE')"
                                    + " || ', temporary tables ' || (select count(*) from information_schema.tables"
                                    + " where table_type like '%TEMPORARY%' or table_name like 'tb\\_%')";
                        case "MariaDB" ->
                            "select concat_ws(', ', @@time_zone, @@sql_mode, @@collation_connection, @@max_sort_length,"
                                    + " @@innodb_snapshot_isolation, @tenant_backup_began, 'locks', release_all_locks(),"
                                    + " 'temporary tables', (select count(*) from information_schema.tables"
                                    + " where table_type = 'TEMPORARY'))";
                        default ->
                            "select current_setting('TimeZone') || ', temporary tables ' || count(*) from pg_class"
                                    + " where relpersistence = 't' and relnamespace = pg_my_temp_schema()";
                    };
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                row.next();
                return found + ", time zone " + row.getString(1);
            }
        }
    }
}
