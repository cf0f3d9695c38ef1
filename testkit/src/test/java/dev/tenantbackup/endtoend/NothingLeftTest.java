// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.TableRule;
import dev.tenantbackup.examples.platform.Damage;
import dev.tenantbackup.examples.platform.Fill;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.testkit.TenantDigest;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Restores with kept keys where nothing of the tenant is left, not even its root row. */
class NothingLeftTest {

    private static final TenantId TENANT = TenantId.of(3);

    @ParameterizedTest
    @EnumSource
    void tenantWithoutASingleRowComesBackInPlace(Engine engine) {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
        Map<String, Map<TableName, String>> before = platform.digests();
        BackupInfo backup = platform.service.exportTenant(TENANT);
        Eraser.erase(platform, TENANT);
        Map<String, Map<TableName, String>> erased = platform.digests();
        assertThat(erased).doesNotContainKey(TENANT.value());

        RestoreResult restored = platform.service.restore(backup.id(), RestoreRequest.into(TENANT));

        Map<String, Map<TableName, String>> expected = withoutQueues(platform, before);
        expected.put("nobody", erased.get("nobody"));
        assertThat(platform.digests()).isEqualTo(expected);
        assertThat(restored.rules())
                .anySatisfy(rule -> assertThat(rule.rule()).isEqualTo("queue: rows are not brought back"));
        assertThat(restored.total().inserted() + restored.total().kept()).isEqualTo(backup.rows());

        platform.service.undo(restored.id(), OperationContext.NONE);
        assertThat(platform.digests()).isEqualTo(erased);
    }

    @ParameterizedTest
    @EnumSource
    void emptyDatabaseTakesTheTenantWithItsKeysAndNumbersGoOnBeyondThem(Engine engine) {
        PlatformUnderTest origin = PlatformUnderTest.filled(engine, Fill.of(3, 450));
        PlatformUnderTest target = PlatformUnderTest.empty(engine, origin.storage);
        Eraser.copyNobodysRows(origin, target);
        Map<TableName, String> nobodys = NobodysRows.digests(target);
        BackupInfo backup = origin.service.exportTenant(TENANT);

        target.service.restore(backup.id(), RestoreRequest.into(TENANT));

        Map<TableName, String> expected =
                withoutQueues(origin, origin.digests()).get(TENANT.value());
        assertThat(target.digest(TENANT)).isEqualTo(expected);
        assertThat(target.digests()).containsOnlyKeys(TENANT.value(), "nobody");
        assertThat(NobodysRows.digests(target)).isEqualTo(nobodys);

        target.damage(Damage.INSERT_STRAY_ROWS, 3);
        target.execute("insert into restaurants (name, subdomain, api_token, plan_id, country_code, settings, cuisines,"
                + " lock_version) select 'Next', 'next', 'next', plan_id, country_code, settings, cuisines, 0"
                + " from restaurants where id = 3");
        target.execute("insert into tenant_events (restaurant_id, kind, happened_at)"
                + " select restaurant_id, kind, happened_at from tenant_events where restaurant_id = 3");
        target.execute("insert into audit_logs (restaurant_id, action, record_type, record_id, occurred_at)"
                + " select restaurant_id, action, record_type, record_id, occurred_at from audit_logs");
        assertThat(target.number("select max(id) from restaurants")).isGreaterThan(3);
        assertThat(target.service.diff(backup.id()).total().inserted()).isZero();
    }

    /** What is still to be sent when a backup is taken is not sent again after a restore. */
    private static Map<String, Map<TableName, String>> withoutQueues(
            PlatformUnderTest platform, Map<String, Map<TableName, String>> digests) {
        Map<TableName, String> nothing = TenantDigest.of(platform.tenants, platform.catalog, TenantId.of(4711));
        Map<TableName, String> tenant = new TreeMap<>(digests.get(TENANT.value()));
        platform.catalog.ownedTables().stream()
                .filter(table -> table.rule() == TableRule.QUEUE)
                .map(CatalogTable::name)
                .forEach(table -> tenant.put(table, nothing.get(table)));
        Map<String, Map<TableName, String>> expected = new TreeMap<>(digests);
        expected.put(TENANT.value(), tenant);
        return expected;
    }
}
