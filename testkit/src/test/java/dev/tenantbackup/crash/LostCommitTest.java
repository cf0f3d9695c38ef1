// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.crash.CommitCutter.Cut;
import dev.tenantbackup.examples.platform.Damage;
import dev.tenantbackup.examples.platform.Fill;
import dev.tenantbackup.examples.platform.Platform;
import dev.tenantbackup.examples.platform.Product;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.OutcomeUnknownException;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.testkit.TenantDigest;
import dev.tenantbackup.testkit.databases.Engine;
import dev.tenantbackup.testkit.databases.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The wire is cut while a restore commits, before the commit has reached the server or after: what became of it is looked
 * up, and only if that can't be done is it said to be unknown.
 */
class LostCommitTest {

    private static final TenantId TENANT = TenantId.of(2);

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void commitThatTheServerHasMadeIsFoundOut(Engine engine) throws Exception {
        try (Scene scene = new Scene(engine, Damage.DELETE_MENU)) {
            RestoreResult result = scene.restore(RestoreRequest.into(TENANT), () -> scene.cutter.cut(Cut.AFTER));

            assertThat(result.changedDuring()).isEmpty();
            assertThat(scene.writers()).as("transactions").isEqualTo(1);
            assertThat(scene.digests()).isEqualTo(scene.filled);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void commitThatTheServerHasNotMadeIsDoneAgain(Engine engine) throws Exception {
        try (Scene scene = new Scene(engine, Damage.MASS_PRICE_CHANGE)) {
            scene.restore(RestoreRequest.into(TENANT), () -> scene.cutter.cut(Cut.BEFORE));

            assertThat(scene.writers()).as("transactions").isEqualTo(2);
            assertThat(scene.digests()).isEqualTo(scene.filled);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void newTenantIsMadeOnceWheneverTheWireIsCut(Engine engine) throws Exception {
        try (Scene scene = new Scene(engine, Damage.DELETE_MENU)) {
            TenantId first = scene.restore(RestoreRequest.asNewTenant("One"), () -> scene.cutter.cut(Cut.AFTER))
                    .tenant();
            assertThat(scene.digests()).hasSize(3).containsKey(first.value());
            TenantId second = scene.restore(RestoreRequest.asNewTenant("Two"), () -> scene.cutter.cut(Cut.BEFORE))
                    .tenant();
            assertThat(scene.digests()).hasSize(4).containsKey(second.value()).containsAllEntriesOf(scene.damaged);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void outcomeThatNobodyCanLookUpIsSaidToBeUnknown(Engine engine) throws Exception {
        try (Scene scene = new Scene(engine, Damage.DELETE_MENU)) {
            assertThatThrownBy(() -> scene.restore(RestoreRequest.into(TENANT), () -> {
                        scene.cutter.cut(Cut.AFTER);
                        scene.cutter.shut();
                    }))
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageContaining("Outcome unknown")
                    .hasMessageContaining(engine == Engine.POSTGRESQL ? "pg_xact_status" : "compare the tenant");
            assertThat(scene.digests()).isEqualTo(scene.filled);
        }
    }

    /** A damaged platform, and a way to it that can be cut. */
    private static final class Scene implements AutoCloseable {

        private final TestDatabase database;
        final CommitCutter cutter;
        private final MemoryStorage storage = new MemoryStorage();
        private final Catalog catalog;
        private final BackupId backup;
        final Map<String, Map<TableName, String>> filled;
        final Map<String, Map<TableName, String>> damaged;
        private int writers;

        Scene(Engine engine, Damage damage) throws SQLException, IOException {
            database = engine.create();
            cutter = CommitCutter.before(database.url());
            try (Connection connection = database.dataSource().getConnection()) {
                Platform.create(connection, Product.of(connection));
                Platform.fill(connection, Product.of(connection), Fill.of(2, 450));
                TenantBackupService service = Services.over(database.dataSource(), storage);
                catalog = service.catalog();
                backup = service.exportTenant(TENANT).id();
                filled = digests();
                damage.apply(connection, Product.of(connection), 2);
                damaged = digests();
            }
        }

        RestoreResult restore(RestoreRequest request, HookedDatabase.Event beforeCommit) throws SQLException {
            HookedDatabase hooked = new HookedDatabase(JdbcTenantDatabase.of(Services.dataSource(cutter.url())));
            try {
                return Services.over(hooked.beforeCommit(beforeCommit).asDatabase(), storage)
                        .restore(backup, request);
            } finally {
                writers = hooked.writers();
            }
        }

        int writers() {
            return writers;
        }

        Map<String, Map<TableName, String>> digests() {
            return TenantDigest.ofAll(JdbcTenantDatabase.of(database.dataSource()), catalog);
        }

        @Override
        public void close() throws IOException {
            cutter.close();
        }
    }
}
