// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.CloneRequest;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.examples.platform.Damage;
import dev.tenantbackup.examples.platform.Fill;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.testkit.databases.Engine;
import dev.tenantbackup.verify.VerifyResult;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What restores and clones leave behind is on its own side of every reference, seen by another road. */
class VerifiedPlatformTest {

    private static final TenantId SOURCE = TenantId.of(2);

    @ParameterizedTest
    @EnumSource
    void tenantsAreSoundBeforeAndAfterEveryWayOfWritingThem(Engine engine) {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(2, 450));
        BackupInfo backup = platform.service.exportTenant(SOURCE);
        Map<TableName, String> bystander = platform.digest(TenantId.of(1));

        platform.damage(Damage.DELETE_MENU, 2);
        platform.service.restore(backup.id(), RestoreRequest.into(SOURCE));
        TenantId clone = platform.service
                .clone(SOURCE, CloneRequest.named("Casa Nueva"))
                .restore()
                .tenant();

        assertSound(platform, TenantId.of(1));
        assertThat(assertSound(platform, SOURCE).rows())
                .as("rows counted by the backup")
                .isEqualTo(backup.rows());
        VerifyResult cloned = assertSound(platform, clone);
        assertThat(cloned.rows()).isEqualTo(platform.service.exportTenant(clone).rows());
        assertThat(platform.digest(TenantId.of(1))).isEqualTo(bystander);
    }

    private static VerifyResult assertSound(PlatformUnderTest platform, TenantId tenant) {
        VerifyResult result = platform.service.verify(tenant);
        assertThat(result.problems()).as("tenant %s", tenant).isEmpty();
        assertThat(result.unchecked()).isEmpty();
        return result;
    }
}
