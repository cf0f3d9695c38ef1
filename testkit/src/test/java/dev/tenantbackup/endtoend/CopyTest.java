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
import dev.tenantbackup.testkit.databases.Engine;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Restores as a new tenant, and clones: the same graph of rows beside the source, tied to nothing of it. */
class CopyTest {

    private static final TenantId TENANT = TenantId.of(2);

    @ParameterizedTest
    @EnumSource
    void backupBecomesANewTenantWithAGraphOfItsOwn(Engine engine) {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
        TenantRows asExported = platform.rows(TENANT);
        BackupInfo backup = platform.service.exportTenant(TENANT);
        platform.damage(Damage.DELETE_MENU, 2);
        Map<String, Map<TableName, String>> before = platform.digests();

        RestoreResult active = platform.service.restore(backup.id(), RestoreRequest.asNewTenant("Casa Nueva"));
        RestoreResult inactive = platform.service.restore(
                backup.id(), RestoreRequest.asNewTenant("Casa Dormida").inactive());

        CopyCheck.assertIsCopy(platform, asExported, active.tenant());
        CopyCheck.assertIsCopy(platform, asExported, inactive.tenant());
        assertRoot(platform, active.tenant(), "Casa Nueva", true);
        assertRoot(platform, inactive.tenant(), "Casa Dormida", false);
        assertOthersUnmoved(platform, before, active.tenant(), inactive.tenant());
    }

    @ParameterizedTest
    @EnumSource
    void clonesOfOneTenantAndOfACloneStandSideBySide(Engine engine) {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(3, 450));
        Map<String, Map<TableName, String>> before = platform.digests();

        CloneResult first =
                platform.service.clone(TENANT, CloneRequest.named("Eins").returningKeys());
        CloneResult second = platform.service.clone(
                TENANT, CloneRequest.named("Zwei").inactive().returningKeys());
        CloneResult third = platform.service.clone(
                first.tenant(), CloneRequest.named("Drei").returningKeys());

        for (CloneResult clone : new CloneResult[] {first, second, third}) {
            CopyCheck.assertIsCopy(platform, clone.source(), clone.tenant());
            KeyMapCheck.assertLeadsToTheClone(platform, clone);
        }
        CopyCheck.assertIsCopy(platform, first.tenant(), second.tenant());
        assertRoot(platform, first.tenant(), "Eins", true);
        assertRoot(platform, second.tenant(), "Zwei", false);
        assertRoot(platform, third.tenant(), "Drei", true);
        assertOthersUnmoved(platform, before, first.tenant(), second.tenant(), third.tenant());
    }

    private static void assertRoot(PlatformUnderTest platform, TenantId tenant, String name, boolean active) {
        assertThat(platform.service.tenant(tenant).displayName()).contains(name);
        assertThat(platform.service.activeTenants().stream()
                        .anyMatch(found -> found.id().equals(tenant)))
                .isEqualTo(active);
    }

    private static void assertOthersUnmoved(
            PlatformUnderTest platform, Map<String, Map<TableName, String>> before, TenantId... made) {
        Map<String, Map<TableName, String>> after = new TreeMap<>(platform.digests());
        for (TenantId tenant : made) {
            assertThat(after.remove(tenant.value())).isNotNull();
        }
        assertThat(after).isEqualTo(before);
    }
}
