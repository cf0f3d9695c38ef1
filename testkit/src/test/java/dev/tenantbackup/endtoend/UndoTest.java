// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.CloneRequest;
import dev.tenantbackup.CloneResult;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.archive.BackupKind;
import dev.tenantbackup.examples.platform.Damage;
import dev.tenantbackup.examples.platform.Fill;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.RestoreId;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every restore, clone and undo can be taken back, and leads to exactly what was there right before it. */
class UndoTest {

    private static final TenantId TENANT = TenantId.of(2);

    @ParameterizedTest
    @EnumSource
    void undoAndUndoOfUndoGoThereAndBack(Engine engine) {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
        BackupInfo backup = platform.service.exportTenant(TENANT);
        platform.damage(Damage.HALF_THE_ORDERS_GONE, 2);
        platform.damage(Damage.INSERT_STRAY_ROWS, 2);
        platform.execute("update counters set last_value = last_value + 7 where restaurant_id = 2");
        platform.execute("update restaurants set active = false, lock_version = 99 where id = 2");
        platform.execute("update order_payments set amount = amount + 1 where order_id in"
                + " (select id from orders where restaurant_id = 2)");
        platform.execute("delete from notifications where restaurant_id = 2 and attempts > 2");
        Map<String, Map<TableName, String>> damaged = platform.digests();
        RestoreResult restored = platform.service.restore(backup.id(), RestoreRequest.into(TENANT));
        Map<String, Map<TableName, String>> mended = platform.digests();
        assertThat(mended).isNotEqualTo(damaged);
        assertThat(platform.service.planUndo(restored.id()).total().isEmpty()).isFalse();

        RestoreResult undone = platform.service.undo(restored.id(), OperationContext.NONE);
        assertThat(platform.digests()).isEqualTo(damaged);
        assertThat(undone.rules()).isEmpty();
        RestoreResult redone = platform.service.undo(undone.id(), OperationContext.NONE);
        assertThat(platform.digests()).isEqualTo(mended);
        platform.service.undo(redone.id(), OperationContext.NONE);
        assertThat(platform.digests()).isEqualTo(damaged);
    }

    @ParameterizedTest
    @EnumSource
    void newTenantGoesAwayAndComesBackWithItsKeys(Engine engine) {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
        Map<String, Map<TableName, String>> before = platform.digests();
        BackupInfo backup = platform.service.exportTenant(TENANT);
        RestoreResult made = platform.service.restore(backup.id(), RestoreRequest.asNewTenant("Casa Nueva"));
        Map<String, Map<TableName, String>> with = platform.digests();

        RestoreResult undone = platform.service.undo(made.id(), OperationContext.NONE);
        assertThat(platform.digests()).isEqualTo(before);
        platform.service.undo(undone.id(), OperationContext.NONE);
        assertThat(platform.digests()).isEqualTo(with);
    }

    @ParameterizedTest
    @EnumSource
    void cloneGoesAwayAlsoAfterItWasUsed(Engine engine) {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
        Map<String, Map<TableName, String>> before = platform.digests();
        CloneResult clone = platform.service.clone(TENANT, CloneRequest.named("Casa Nueva"));
        long number = Long.parseLong(clone.tenant().value());
        platform.damage(Damage.INSERT_STRAY_ROWS, number);
        platform.damage(Damage.HALF_THE_ORDERS_GONE, number);

        platform.service.undo(clone.restore().id(), OperationContext.NONE);
        assertThat(platform.digests()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void whatNobodyKeptCantBeUndone(Engine engine) {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
        Map<String, Map<TableName, String>> before = platform.digests();
        BackupInfo backup = platform.service.exportTenant(TENANT);
        platform.damage(Damage.MASS_PRICE_CHANGE, 2);
        RestoreResult restored = platform.service.restore(
                backup.id(), RestoreRequest.into(TENANT).withoutSafetyBackup());

        assertThat(restored.safety()).isEmpty();
        assertThat(platform.service.list(TENANT).backups()).noneMatch(record -> record.kind() == BackupKind.SAFETY);
        assertThatThrownBy(() -> platform.service.undo(restored.id(), OperationContext.NONE))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("without a safety backup");
        assertThatThrownBy(() -> platform.service.undo(RestoreId.of("never-done"), OperationContext.NONE))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("never-done");
        assertThat(platform.digests()).isEqualTo(before);
    }
}
