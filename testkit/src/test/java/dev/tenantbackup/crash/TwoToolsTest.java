// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.examples.platform.Damage;
import dev.tenantbackup.examples.platform.Fill;
import dev.tenantbackup.examples.platform.Platform;
import dev.tenantbackup.examples.platform.Product;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.testkit.TenantDigest;
import dev.tenantbackup.testkit.databases.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two restores at once, and an application that writes while one is under way: without threads, at the worst moments. */
class TwoToolsTest {

    private static final TenantId ONE = TenantId.of(1);
    private static final TenantId TWO = TenantId.of(2);

    @ParameterizedTest
    @EnumSource
    void secondRestoreOfATenantIsRefusedUntilTheFirstHasEnded(Engine engine) throws SQLException {
        Scene scene = new Scene(engine);
        Map<String, Map<TableName, String>> filled = scene.digests();
        scene.damage(Damage.DELETE_MENU, TWO);
        Map<String, Map<TableName, String>> damaged = scene.digests();

        scene.hooked.beforeCommit(() -> {
            assertThatThrownBy(() -> scene.plain.restore(scene.backupOfTwo, RestoreRequest.into(TWO)))
                    .isInstanceOfSatisfying(ConflictException.class, refusal -> {
                        assertThat(refusal.problem().tenant()).contains(TWO);
                        assertThat(refusal).hasMessageContaining("under way");
                        assertThat(refusal.problem().hint().orElseThrow()).contains("wait");
                    });
            assertThat(scene.digests()).as("seen by others until the commit").isEqualTo(damaged);
        });
        scene.service().restore(scene.backupOfTwo, RestoreRequest.into(TWO));

        assertThat(scene.digests()).isEqualTo(filled);
        scene.damage(Damage.DELETE_MENU, TWO);
        scene.plain.restore(scene.backupOfTwo, RestoreRequest.into(TWO));
        assertThat(scene.digests()).as("the first one has let go").isEqualTo(filled);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void restoresOfTwoTenantsDoNotKeepEachOtherWaiting(Engine engine) throws SQLException {
        Scene scene = new Scene(engine);
        Map<String, Map<TableName, String>> filled = scene.digests();
        scene.damage(Damage.MASS_PRICE_CHANGE, ONE);
        scene.damage(Damage.MASS_PRICE_CHANGE, TWO);

        scene.hooked.beforeCommit(() -> scene.plain.restore(scene.backupOfOne, RestoreRequest.into(ONE)));
        scene.service().restore(scene.backupOfTwo, RestoreRequest.into(TWO));

        assertThat(scene.hooked.writers()).as("transactions").isEqualTo(1);
        assertThat(scene.digests()).isEqualTo(filled);
    }

    @ParameterizedTest
    @EnumSource
    void rowsThatTheApplicationChangesBeforeTheyAreWrittenHaveTheRestorePlannedAnew(Engine engine) throws SQLException {
        Scene scene = new Scene(engine);
        Map<String, Map<TableName, String>> filled = scene.digests();
        scene.damage(Damage.MASS_PRICE_CHANGE, TWO);

        scene.hooked.afterStaging(
                () -> scene.execute("update menu_items set price = price + 7 where restaurant_id = 2"));
        RestoreResult result = scene.service().restore(scene.backupOfTwo, RestoreRequest.into(TWO));

        assertThat(scene.hooked.writers()).as("transactions").isEqualTo(2);
        assertThat(result.changedDuring()).isEmpty();
        assertThat(scene.digests()).isEqualTo(filled);
    }

    @ParameterizedTest
    @EnumSource
    void rowsThatTheApplicationChangesBesideTheChangeSetAreListed(Engine engine) throws SQLException {
        Scene scene = new Scene(engine);
        Map<String, Map<TableName, String>> filled = scene.digests();
        scene.damage(Damage.DELETE_MENU, TWO);

        scene.hooked.afterStaging(() -> {
            scene.execute(
                    "update customers set name = 'Somebody' where restaurant_id = 2 and email = 'guest1@example.com'");
            scene.execute(
                    "insert into feature_flags (restaurant_id, flag, enabled, rollout) values (2, 'stray', true, 1)");
        });
        RestoreResult result = scene.service().restore(scene.backupOfTwo, RestoreRequest.into(TWO));

        assertThat(scene.hooked.writers()).as("transactions").isEqualTo(1);
        assertThat(result.exclusive()).isFalse();
        assertThat(result.changedDuring())
                .extracting(changed -> changed.table().name().toLowerCase(Locale.ROOT))
                .containsExactlyInAnyOrder("customers", "feature_flags");
        assertThat(scene.digests().get(ONE.value())).isEqualTo(filled.get(ONE.value()));
        assertThat(scene.plain.diff(scene.backupOfTwo).total().written()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void aRowThatTheApplicationOnlyUpdatesIsListed(Engine engine) throws SQLException {
        Scene scene = new Scene(engine);
        scene.damage(Damage.DELETE_MENU, TWO);

        scene.hooked.afterStaging(() -> scene.execute(
                "update customers set name = 'Somebody' where restaurant_id = 2 and email = 'guest1@example.com'"));
        RestoreResult result = scene.service().restore(scene.backupOfTwo, RestoreRequest.into(TWO));

        assertThat(result.changedDuring())
                .singleElement()
                .satisfies(changed -> assertThat(changed.table().name()).isEqualToIgnoringCase("customers"));
    }

    /** Two restaurants, each with a backup, and a service in whose transactions things happen. */
    private static final class Scene {

        private final DataSource database;
        private final MemoryStorage storage = new MemoryStorage();
        final TenantBackupService plain;
        final HookedDatabase hooked;
        private final Catalog catalog;
        final BackupId backupOfOne;
        final BackupId backupOfTwo;

        Scene(Engine engine) throws SQLException {
            database = engine.create().dataSource();
            try (Connection connection = database.getConnection()) {
                Platform.create(connection, Product.of(connection));
                Platform.fill(connection, Product.of(connection), Fill.of(2, 450));
            }
            plain = Services.over(database, storage);
            hooked = new HookedDatabase(JdbcTenantDatabase.of(database));
            catalog = plain.catalog();
            backupOfOne = plain.exportTenant(ONE).id();
            backupOfTwo = plain.exportTenant(TWO).id();
        }

        TenantBackupService service() {
            return Services.over(hooked.asDatabase(), storage);
        }

        void damage(Damage damage, TenantId tenant) throws SQLException {
            try (Connection connection = database.getConnection()) {
                damage.apply(connection, Product.of(connection), Long.parseLong(tenant.value()));
            }
        }

        void execute(String sql) throws SQLException {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                assertThat(statement.executeUpdate(sql)).as("rows of %s", sql).isPositive();
            }
        }

        Map<String, Map<TableName, String>> digests() {
            return TenantDigest.ofAll(JdbcTenantDatabase.of(database), catalog);
        }
    }
}
