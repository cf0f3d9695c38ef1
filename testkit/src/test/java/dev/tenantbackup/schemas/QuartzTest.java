// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.CloneRequest;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.testkit.databases.Engine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Quartz's job store: several schedulers in one set of tables, told apart by a name that no table lists. */
class QuartzTest {

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL"})
    void aSchedulersJobsComeBack(Engine engine) {
        GivenDatabase given = PublishedSchema.create(engine, "org/quartz/impl/jdbcjobstore/tables_:product.sql");
        TenantBackupService service = given.service(PublishedSchema.catalog("quartz.yaml"));
        RowsForTenants.fill(given, engine, service.catalog(), "one", "two", "three");
        TenantId two = TenantId.of("two");

        assertThat(service.catalog().ownedTables()).hasSize(11);
        new WholeWay(given, service, two, "select 1")
                .assertComesBack(
                        "delete from qrtz_cron_triggers where sched_name = 'two'",
                        "delete from qrtz_simple_triggers where sched_name = 'two'",
                        "update qrtz_triggers set trigger_state = 'ERROR' where sched_name = 'two'",
                        "delete from qrtz_locks where sched_name = 'two'");
        assertThatThrownBy(() -> service.clone(two, CloneRequest.named("four")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("no table of tenants");
    }
}
