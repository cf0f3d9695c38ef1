// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.CloneRequest;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.CatalogDeclarations;
import dev.tenantbackup.catalog.DeclaredCatalog;
import dev.tenantbackup.catalog.TriggerRule;
import dev.tenantbackup.examples.platform.Damage;
import dev.tenantbackup.examples.platform.Fill;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.model.VerificationException;
import dev.tenantbackup.plan.RestoreMode;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The proof before the commit proves itself: whatever goes wrong between load and proof rolls everything back. */
class ProofTest {

    private static final TenantId TENANT = TenantId.of(2);

    private static final String OTHER_PRICE =
            "update menu_items set price = price + 0.01 where position = 0 and restaurant_id = ";
    private static final String ROW_GONE = "delete from feature_flags where flag = 'kiosk' and restaurant_id = ";

    @ParameterizedTest
    @EnumSource
    void alteredRowRollsARestoreInPlaceBack(Engine engine) {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
        BackupInfo backup = platform.service.exportTenant(TENANT);
        platform.damage(Damage.DELETE_MENU, 2);

        assertRolledBack(
                platform,
                tenant -> OTHER_PRICE + tenant,
                "menu_items",
                service -> service.restore(backup.id(), RestoreRequest.into(TENANT)));
        assertRolledBack(
                platform,
                tenant -> ROW_GONE + tenant,
                "feature_flags",
                service -> service.restore(backup.id(), RestoreRequest.into(TENANT)));
        assertThat(platform.service.list(TENANT).backups())
                .as("safety backups of what was rolled back remain, and are no restores")
                .hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void alteredRowRollsANewTenantBack(Engine engine) {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
        BackupInfo backup = platform.service.exportTenant(TENANT);

        assertRolledBack(
                platform,
                tenant -> OTHER_PRICE + tenant,
                "menu_items",
                service -> service.restore(backup.id(), RestoreRequest.asNewTenant("Casa Nueva")));
        assertRolledBack(
                platform,
                tenant -> ROW_GONE + tenant,
                "feature_flags",
                service -> service.restore(backup.id(), RestoreRequest.asNewTenant("Casa Nueva")));
    }

    @ParameterizedTest
    @EnumSource
    void alteredRowRollsACloneBack(Engine engine) {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));

        assertRolledBack(
                platform,
                tenant -> OTHER_PRICE + tenant,
                "menu_items",
                service -> service.clone(TENANT, CloneRequest.named("Casa Nueva")));
        assertRolledBack(
                platform,
                tenant -> "update restaurants set current_menu_id = (select min(id) from menus where restaurant_id = "
                        + TENANT + ") where id = " + tenant,
                "restaurants",
                service -> service.clone(TENANT, CloneRequest.named("Casa Nueva")));
    }

    @ParameterizedTest
    @EnumSource
    void alteredRowRollsRowsForAnotherTenantBack(Engine engine) {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
        BackupInfo backup = platform.service.exportTenant(TENANT);
        platform.execute("update menus set slug = concat('old-', slug) where restaurant_id = 3");
        RestoreRequest request = RestoreRequest.into(TenantId.of(3)).withMode(RestoreMode.APPEND);

        assertRolledBack(
                platform,
                tenant -> "update menu_items set price = price + 0.01 where position = 0 and menu_id ="
                        + " (select id from menus where slug = 'menu-0' and restaurant_id = 3)",
                "menu_items",
                service -> service.restore(backup.id(), request));
        assertRolledBack(
                platform,
                tenant -> ROW_GONE + tenant,
                "feature_flags",
                service -> service.restore(backup.id(), request));
    }

    /** Only PostgreSQL counts what a transaction changes; there a bystander's row can't be changed in passing either. */
    @Test
    void bystandersAlteredRowRollsBackWhereTheDatabaseCounts() {
        PlatformUnderTest platform = PlatformUnderTest.filled(Engine.POSTGRESQL, Fill.of(3, 450));
        BackupInfo backup = platform.service.exportTenant(TENANT);
        platform.damage(Damage.MASS_PRICE_CHANGE, 2);

        assertRolledBack(
                platform,
                tenant -> OTHER_PRICE + 1,
                "menu_items",
                service -> service.restore(backup.id(), RestoreRequest.into(TENANT)));
        assertRolledBack(
                platform,
                tenant -> ROW_GONE + 3,
                "feature_flags",
                service -> service.restore(backup.id(), RestoreRequest.into(TENANT)));
    }

    @Test
    void triggerThatIsNotAsHarmlessAsDeclaredRollsBackWhereTheDatabaseCounts() {
        PlatformUnderTest platform = PlatformUnderTest.filled(Engine.POSTGRESQL, Fill.of(3, 450));
        BackupInfo backup = platform.service.exportTenant(TENANT);
        platform.damage(Damage.DELETE_MENU, 2);
        platform.execute("create function spill() returns trigger language plpgsql as"
                + " 'begin update feature_flags set rollout = 1 where restaurant_id = 1; return new; end'");
        platform.execute("create trigger spill after insert on menus for each row execute function spill()");
        CatalogDeclarations believed = PlatformUnderTest.platformDeclarations().toBuilder()
                .table("menus", menus -> menus.triggerRule("spill", TriggerRule.harmless()))
                .build();
        Map<String, Map<TableName, String>> before = platform.digests();

        TenantBackupService service = platform.service(platform.tenants, DeclaredCatalog.of(believed));
        assertThatThrownBy(() -> service.restore(backup.id(), RestoreRequest.into(TENANT)))
                .isInstanceOf(VerificationException.class)
                .hasMessageContaining("feature_flags")
                .hasMessageContaining("rolled back");
        assertThat(platform.digests()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void rowsThatOthersWriteRightAfterTheCommitAreListed(Engine engine) {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
        BackupInfo backup = platform.service.exportTenant(TENANT);
        platform.damage(Damage.DELETE_MENU, 2);
        Map<String, Map<TableName, String>> bystanders = platform.digestsWithout(TENANT);
        TamperingDatabase busy = new TamperingDatabase(platform.database.dataSource())
                .afterCommit("update customers set name = 'Somebody' where email = 'guest1@example.com'"
                        + " and restaurant_id = 2");

        RestoreResult restored =
                platform.service(busy, platform.tableCatalog).restore(backup.id(), RestoreRequest.into(TENANT));

        long customer =
                platform.number("select id from customers where restaurant_id = 2 and email = 'guest1@example.com'");
        assertThat(busy.tampered()).isEqualTo(1);
        assertThat(restored.exclusive()).isFalse();
        assertThat(restored.changedDuring()).singleElement().satisfies(changed -> {
            assertThat(changed.table()).isEqualTo(platform.table("customers"));
            assertThat(changed.key().values()).containsExactly(Long.toString(customer));
        });
        assertThat(platform.digestsWithout(TENANT)).isEqualTo(bystanders);
    }

    private static void assertRolledBack(
            PlatformUnderTest platform, TamperingDatabase.Tampering tampering, String table, Attempt attempt) {
        Map<String, Map<TableName, String>> before = platform.digests();
        TamperingDatabase database = new TamperingDatabase(platform.database.dataSource()).beforeProof(tampering);

        VerificationException failure = catchThrowableOfType(
                VerificationException.class, () -> attempt.by(platform.service(database, platform.tableCatalog)));

        assertThat(database.tampered()).as("rows tampered with").isPositive();
        assertThat(failure).as("tampering with %s was noticed", table).isNotNull();
        assertThat(failure.problem().table()).contains(platform.table(table));
        assertThat(failure).hasMessageContaining("rolled back");
        assertThat(platform.digests()).isEqualTo(before);
    }

    @FunctionalInterface
    private interface Attempt {
        void by(TenantBackupService service);
    }
}
