// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.drill.DrillOutcome;
import dev.tenantbackup.drill.DrillReport;
import dev.tenantbackup.drill.ProcedureRequest;
import dev.tenantbackup.drill.TenantPopulator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The recovery procedure as a test of an application's own build: extend it, say how the service is put together and how a
 * test tenant is made, and each change of the schema that breaks recovery breaks the build.
 *
 * <p>The database needs the application's tables; it may hold other tenants, whose rows stay as they are. Nothing is left
 * but the drill's report in the storage.
 */
public abstract class RecoveryProcedureTest {

    /** For subclasses. */
    protected RecoveryProcedureTest() {}

    /** The service as the application uses it. Asked once per test. */
    protected abstract TenantBackupService service();

    /** Makes a test tenant with rows in every table that matters. */
    protected abstract TenantPopulator populator();

    @Test
    @DisplayName("a tenant is backed up, restored under another name, and is the same")
    void testTenantComesBackWhole() {
        DrillReport report = service().drills().runProcedure(ProcedureRequest.of(populator()));

        assertThat(report.complaint()).as("what was in the way of recovery").isEmpty();
        assertThat(report.outcome()).isEqualTo(DrillOutcome.PASSED);
        assertThat(report.notes()).as("what a person should know").noneMatch(note -> note.contains("shows little"));
        assertThat(report.scratch().discarded()).as("nothing is left").isTrue();
    }
}
