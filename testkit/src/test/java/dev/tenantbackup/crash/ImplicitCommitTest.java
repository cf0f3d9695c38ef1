// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.crash.WatchedDataSource.Call;
import dev.tenantbackup.crash.WatchedDataSource.Kind;
import dev.tenantbackup.examples.platform.Damage;
import dev.tenantbackup.examples.platform.Fill;
import dev.tenantbackup.examples.platform.Platform;
import dev.tenantbackup.examples.platform.Product;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.testkit.databases.Engine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Many a statement commits without being asked to, and a different one on each product. A row that is written first in
 * the transaction of a restore must be seen by nobody else until that transaction's own commit.
 */
class ImplicitCommitTest {

    private static final TenantId TENANT = TenantId.of(2);

    @ParameterizedTest
    @EnumSource
    void restoreInPlaceCommitsOnce(Engine engine) throws SQLException {
        inOneTransaction(engine, RestoreRequest.into(TENANT));
    }

    @ParameterizedTest
    @EnumSource
    void restoreAsNewTenantCommitsOnce(Engine engine) throws SQLException {
        inOneTransaction(engine, RestoreRequest.asNewTenant("Casa Nueva"));
    }

    private static void inOneTransaction(Engine engine, RestoreRequest request) throws SQLException {
        DataSource database = engine.create().dataSource();
        try (Probe probe = new Probe(database);
                Connection connection = database.getConnection()) {
            Platform.create(connection, Product.of(connection));
            Platform.fill(connection, Product.of(connection), Fill.of(2, 450));
            MemoryStorage storage = new MemoryStorage();
            TenantBackupService service = Services.over(WatchedDataSource.of(database, probe), storage);
            BackupId backup = service.exportTenant(TENANT).id();
            Damage.DELETE_MENU.apply(connection, Product.of(connection), 2);
            service.restore(backup, request);

            assertThat(probe.leaks).isEmpty();
            assertThat(probe.looks).isGreaterThan(100);
            assertThat(probe.isVisible()).as("the probe after the commit").isTrue();
        }
    }

    @Test
    void implicitCommitIsNoticed() throws SQLException {
        DataSource database = Engine.H2.create().dataSource();
        try (Probe probe = new Probe(database);
                Connection connection = WatchedDataSource.of(database, probe).getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("create local temporary table staged (i int) transactional");
            statement.execute("insert into staged values (1)");
            assertThat(probe.leaks).isEmpty();
            statement.execute("create index on staged (i)");
            assertThat(probe.leaks).containsExactly("create index on staged (i)");
        }
    }

    /** Writes its row before the first temporary table is created, and looks for it from outside after every statement. */
    private static final class Probe implements WatchedDataSource.Watcher, AutoCloseable {

        private final Connection outside;
        private final String schema;
        private final List<String> leaks = new ArrayList<>();
        private @Nullable Connection probed;
        private int looks;

        Probe(DataSource database) throws SQLException {
            outside = database.getConnection();
            schema = outside.getCatalog().toLowerCase(Locale.ROOT) + "_probe";
            try (Statement statement = outside.createStatement()) {
                statement.execute("create schema " + schema);
                statement.execute("create table " + schema + ".probe (i int)");
            }
        }

        @Override
        public void before(Call call) throws SQLException {
            if (probed == null && call.word().equals("create")) {
                probed = call.connection();
                try (Statement statement = call.connection().createStatement()) {
                    statement.execute("insert into " + schema + ".probe values (1)");
                }
            } else if (call.kind() == Kind.COMMIT && call.connection() == probed) {
                look(call);
                probed = outside;
            }
        }

        @Override
        public void after(Call call) throws SQLException {
            if (call.kind() == Kind.STATEMENT && call.connection() == probed) {
                look(call);
            }
        }

        private void look(Call call) throws SQLException {
            looks++;
            if (isVisible()) {
                leaks.add(call.toString());
            }
        }

        boolean isVisible() throws SQLException {
            try (Statement statement = outside.createStatement();
                    ResultSet row = statement.executeQuery("select count(*) from " + schema + ".probe")) {
                row.next();
                return row.getInt(1) > 0;
            }
        }

        @Override
        public void close() throws SQLException {
            outside.close();
        }
    }
}
