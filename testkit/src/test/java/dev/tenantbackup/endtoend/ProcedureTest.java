// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.drill.DrillOutcome;
import dev.tenantbackup.drill.DrillPhase;
import dev.tenantbackup.drill.DrillReport;
import dev.tenantbackup.drill.DrillReport.Kind;
import dev.tenantbackup.drill.ProcedureRequest;
import dev.tenantbackup.drill.TenantPopulator;
import dev.tenantbackup.examples.platform.Fill;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.testkit.RecoveryProcedureTest;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole procedure in one call, and as a test in a host's build. */
class ProcedureTest {

    @ParameterizedTest
    @EnumSource
    void copyOfATenantIsBackedUpRestoredComparedAndRemoved(Engine engine) {
        PlatformUnderTest platform = PlatformUnderTest.filled(engine, Fill.of(2, 450));
        Map<String, Map<TableName, String>> before = platform.digests();

        DrillReport report = platform.service.drills().runProcedure(ProcedureRequest.ofCopyOf(TenantId.of(2)));

        assertThat(report.complaint()).isEmpty();
        assertThat(report.kind()).isEqualTo(Kind.PROCEDURE);
        assertThat(report.outcome()).isEqualTo(DrillOutcome.PASSED);
        assertThat(report.rows()).isGreaterThan(300);
        assertThat(report.phases())
                .extracting(DrillPhase::name)
                .startsWith("populate", "back up", "open")
                .endsWith("check", "discard");
        assertThat(report.scratch().tenants()).hasSize(2);
        assertThat(platform.digests()).isEqualTo(before);
        assertThat(platform.service.list().backups()).isEmpty();
    }

    @Test
    void whatThePopulatorLeavesUndoneIsTold() {
        ThreeShops shops = ThreeShops.of(Engine.H2).unambiguous();
        Map<String, List<String>> before = shops.content();

        DrillReport empty = shops.service().drills().runProcedure(ProcedureRequest.of(name -> {
            shops.execute("insert into shops values (9, '" + name + "')");
            return TenantId.of(9);
        }));
        DrillReport misnamed = shops.service().drills().runProcedure(ProcedureRequest.of(name -> TenantId.of(1)));

        assertThat(empty.outcome()).isEqualTo(DrillOutcome.PASSED);
        assertThat(empty.notes()).containsExactly("The test tenant had nothing but its own row: this shows little.");
        assertThat(misnamed.scratch().tenants()).contains(TenantId.of(1));
        assertThat(shops.content()).as("a customer is never removed").isEqualTo(before);
    }

    /** As a host would write it. */
    @Nested
    class InAHostsBuild extends RecoveryProcedureTest {

        private final ThreeShops shops = ThreeShops.of(Engine.H2).unambiguous();
        private final Map<String, List<String>> before = shops.content();

        @Override
        protected TenantBackupService service() {
            return shops.service();
        }

        @Override
        protected TenantPopulator populator() {
            return name -> {
                shops.execute(
                        "insert into shops values (9, '" + name + "')",
                        "insert into customers values (911, 9, 'Ana')",
                        "insert into coupons values (921, 9, 'TEN')",
                        "insert into orders values (901, 9, 911, 921, 'new')");
                return TenantId.of(9);
            };
        }

        @AfterEach
        void bystandersStand() {
            assertThat(shops.content()).isEqualTo(before);
        }
    }
}
