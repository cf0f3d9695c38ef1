// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.drill.Clearance;
import dev.tenantbackup.drill.DrillOutcome;
import dev.tenantbackup.drill.DrillReport;
import dev.tenantbackup.drill.DrillRequest;
import dev.tenantbackup.examples.platform.Fill;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.testkit.databases.Engine;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a drill leaves whose process dies right after its commit is known, and removed later; and nothing else is. */
class DrillLeftoversTest {

    private static final TenantId TENANT = TenantId.of(2);

    private final PlatformUnderTest platform = PlatformUnderTest.filled(Engine.H2, Fill.of(2, 450));
    private final BackupId backup = platform.service.exportTenant(TENANT).id();
    private final Map<String, Map<TableName, String>> before = platform.digests();

    @Test
    void nextDrillRemovesIt() {
        DrillReport dead = died();
        TenantId left = dead.scratch().tenants().get(0);
        assertThat(platform.digests()).containsKey(left.value());

        TenantBackupService later = TenantBackupService.builder()
                .database(platform.tenants)
                .catalog(platform.tableCatalog)
                .storage(platform.storage)
                .clock(() -> dead.renewedAt().plus(Duration.ofHours(3)))
                .build();
        DrillReport next = later.drills().run(DrillRequest.of(backup));

        assertThat(next.outcome()).isEqualTo(DrillOutcome.PASSED);
        assertThat(platform.digests()).isEqualTo(before);
        assertThat(later.drills().find(dead.id()).orElseThrow()).satisfies(report -> {
            assertThat(report.outcome()).isEqualTo(DrillOutcome.INTERRUPTED);
            assertThat(report.scratch().discarded()).isTrue();
        });
    }

    @Test
    void whatMayBeAliveIsLeftAlone() {
        DrillReport dead = died();

        Clearance none = platform.service.drills().clear(Duration.ofHours(2), OperationContext.NONE);
        assertThat(none.cleared()).isEmpty();
        assertThat(platform.digests())
                .containsKey(dead.scratch().tenants().get(0).value());
        Clearance all = platform.service.drills().clear(Duration.ZERO, OperationContext.NONE);
        assertThat(all.cleared()).extracting(DrillReport::id).containsExactly(dead.id());
        assertThat(all.left()).isEmpty();
        assertThat(platform.digests()).isEqualTo(before);
    }

    @Test
    void customerWhoGotTheIdOfALeftoverStays() {
        DrillReport dead = died();
        TenantId number = dead.scratch().tenants().get(0);
        platform.execute("update restaurants set name = 'Casa Real' where id = " + number);
        Map<String, Map<TableName, String>> withCustomer = platform.digests();

        Clearance cleared = platform.service.drills().clear(Duration.ZERO, OperationContext.NONE);

        assertThat(cleared.cleared()).hasSize(1);
        assertThat(platform.digests()).isEqualTo(withCustomer).containsKey(number.value());
    }

    /** The process is gone between the commit and the removal: nothing is written any more, neither rows nor notes. */
    private DrillReport died() {
        DyingDatabase dying = new DyingDatabase(platform.tenants);
        TenantBackupService doomed = platform.service(dying, platform.tableCatalog);
        assertThatThrownBy(() -> doomed.drills().run(DrillRequest.of(backup))).isInstanceOf(DyingDatabase.Dead.class);
        return platform.service.drills().history(1).drills().get(0);
    }
}
