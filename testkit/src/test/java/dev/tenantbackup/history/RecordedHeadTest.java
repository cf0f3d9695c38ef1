// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.CatalogDeclarations;
import dev.tenantbackup.catalog.RootDeclaration;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.schema.SchemaHead;
import dev.tenantbackup.testkit.databases.Engine;
import dev.tenantbackup.upgrade.ColumnValues;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What Flyway or Liquibase record tells which changes a backup has still to go through, where the schemas are the same. */
class RecordedHeadTest {

    private static final String TOTALS = "select id, total from orders order by id";

    private static TenantBackupService service(Platform platform) {
        return platform.service(CatalogDeclarations.builder()
                .tenantTable(RootDeclaration.of("restaurants").withNameColumn("name"))
                .table("flyway_schema_history", table -> table.excluded("the history of migrations"))
                .table("databasechangelog", table -> table.excluded("the history of migrations"))
                .table("pins", pins -> pins.notReferences("subject_id"))
                .rowUpgrade("tenfold", RecordedHeadTest::tenfold)
                .upgrade("1", "2", step -> step.transform("orders", List.of("total"), List.of("total"), "tenfold"))
                .build());
    }

    private static ColumnValues tenfold(ColumnValues order) {
        return ColumnValues.NONE.with("total", order.text("total").orElseThrow() + "0");
    }

    private static void createFlywayTable(Platform platform) {
        platform.run(List.of(
                "create table flyway_schema_history (installed_rank integer primary key, version varchar(50),"
                        + " type varchar(20) not null, success boolean not null)",
                "create table databasechangelog (id varchar(255) not null, orderexecuted integer not null,"
                        + " exectype varchar(10) not null)"));
    }

    @ParameterizedTest
    @EnumSource
    void aBackupGoesThroughTheStepsSinceItsHeadAndThroughNoOthers(Engine engine) {
        Platform platform = new Platform(engine);
        createFlywayTable(platform);
        BackupId unknown = service(platform).exportTenant(Platform.TENANT).id();
        platform.run(List.of(
                "insert into flyway_schema_history values (1, '1', 'SQL', true)",
                "insert into flyway_schema_history values (2, '2', 'SQL', false)",
                "insert into flyway_schema_history values (3, null, 'SQL', true)"));
        BackupId old = service(platform).exportTenant(Platform.TENANT).id();
        platform.run(List.of(
                "update orders set total = total * 10",
                "insert into flyway_schema_history values (4, '2', 'SQL', true)"));
        BackupId recent = service(platform).exportTenant(Platform.TENANT).id();
        List<String> sound = platform.rows(TOTALS);
        TenantBackupService service = service(platform);
        RestoreRequest request = RestoreRequest.into(Platform.TENANT);

        assertThat(service.manifest(old).source().recordedHead()).contains(new SchemaHead("flyway", "1"));
        assertThat(service.manifest(unknown).source().recordedHead()).isEmpty();
        assertThat(service.plan(old, request).drift().archivedHead()).contains(new SchemaHead("flyway", "1"));
        assertThat(service.plan(old, request).drift().liveHead()).contains(new SchemaHead("flyway", "2"));
        for (BackupId backup : List.of(old, recent)) {
            platform.run(List.of("update orders set total = 7 where restaurant_id = 2"));
            service.restore(backup, request);
            assertThat(platform.rows(TOTALS)).isEqualTo(sound);
        }
        assertThatThrownBy(() -> service.restore(unknown, request))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("Nobody can tell whether row upgrade 'tenfold'");
        assertThat(platform.rows(TOTALS)).isEqualTo(sound);
    }

    @ParameterizedTest
    @MethodSource("dev.tenantbackup.crash.Tier#engines")
    void liquibaseTellsTheNewestChangeThatWasExecuted(Engine engine) {
        Platform platform = new Platform(engine);
        createFlywayTable(platform);
        platform.run(List.of(
                "insert into databasechangelog values ('add-menus', 1, 'EXECUTED'), ('split-names', 2, 'RERAN'),"
                        + " ('drop-notes', 3, 'FAILED')"));

        assertThat(service(platform).catalog().schema().recordedHead())
                .contains(new SchemaHead("liquibase", "split-names"));
    }
}
