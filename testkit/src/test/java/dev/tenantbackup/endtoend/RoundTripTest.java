// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.CloneRequest;
import dev.tenantbackup.CloneResult;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.examples.platform.Damage;
import dev.tenantbackup.examples.platform.Fill;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.RestorePlan;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoundTripTest {

    private static final TenantId TENANT = TenantId.of(3);

    @ParameterizedTest
    @EnumSource
    void deletedMenuComesBackAndNobodyElseMoves(Engine engine) {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(5, 1000));
        Map<String, Map<TableName, String>> before = platform.digests();
        BackupInfo backup = platform.service.exportTenant(TENANT);
        platform.damage(Damage.DELETE_MENU, 3);
        Map<String, Map<TableName, String>> damaged = platform.digests();
        assertThat(damaged).isNotEqualTo(before);

        RestorePlan diff = platform.service.diff(backup.id());
        assertThat(diff.conflicts()).isEmpty();
        assertThat(diff.total().isEmpty()).isFalse();
        RestoreResult restored = platform.service.restore(backup.id(), RestoreRequest.into(TENANT));
        assertThat(platform.digests()).isEqualTo(before);
        assertThat(restored.changedDuring()).isEmpty();

        platform.service.undo(restored.id(), OperationContext.NONE);
        assertThat(platform.digests()).isEqualTo(damaged);
    }

    @ParameterizedTest
    @EnumSource
    void clonedTenantIsBesideItsSource(Engine engine) {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(5, 1000));
        Map<String, Map<TableName, String>> before = platform.digests();
        CloneResult clone = platform.service.clone(TENANT, CloneRequest.named("Casa Nueva"));
        Map<String, Map<TableName, String>> after = new TreeMap<>(platform.digests());
        assertThat(after.remove(clone.tenant().value())).isNotNull();
        assertThat(after).isEqualTo(before);
        platform.service.undo(clone.restore().id(), OperationContext.NONE);
        assertThat(platform.digests()).isEqualTo(before);
    }
}
