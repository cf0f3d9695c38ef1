// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.TableChanges;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A table without a key in two databases whose migrations added its columns in another order, one of them one more. */
class ColumnOrderTest {

    private static final TenantId BYSTANDER = TenantId.of(1);
    private static final TenantId TENANT = TenantId.of(2);
    private static final String SHOPS = "create table shops (id bigint not null primary key, name varchar(20))";
    private static final String HERE = "create table tags (shop_id bigint not null, item varchar(20), tag varchar(20),"
            + " foreign key (shop_id) references shops (id))";
    private static final String THERE = "create table tags (tag varchar(20), place varchar(20), item varchar(20),"
            + " shop_id bigint not null, foreign key (shop_id) references shops (id))";
    private static final String ROWS =
            "insert into tags (shop_id, item, tag) values (%1$d, 'a', 'z'), (%1$d, 'b', 'y'),"
                    + " (%1$d, 'b', 'y'), (%1$d, 'c', null), (%1$d, 'd', 'x')";
    private static final String TAGS = "select item, tag from tags where shop_id = :tenant order by item, tag";

    @ParameterizedTest
    @EnumSource
    void rowsAreFoundAgainAndComeBack(Engine engine) {
        BackupStorage storage = new MemoryStorage();
        GivenDatabase here = GivenDatabase.of(engine, SHOPS);
        here.execute(HERE, "insert into shops values (2, 'Two')", ROWS.formatted(2));
        BackupInfo backup = service(here, storage).exportTenant(TENANT);
        GivenDatabase there = GivenDatabase.of(engine, SHOPS);
        there.execute(THERE, "insert into shops values (1, 'One')", ROWS.formatted(1));
        TenantBackupService service = service(there, storage);
        List<String> bystander = there.rows(TAGS, BYSTANDER);

        service.restore(backup.id(), RestoreRequest.into(TENANT));

        assertThat(there.rows(TAGS, TENANT)).isEqualTo(here.rows(TAGS, TENANT));
        assertThat(service.diff(backup.id()).total().isEmpty()).isTrue();
        there.execute(
                "delete from tags where shop_id = 2 and item = 'c'",
                "update tags set tag = 'w' where shop_id = 2 and item = 'a'");
        List<String> damaged = there.rows(TAGS, TENANT);
        TableChanges total = service.diff(backup.id()).total();
        assertThat(List.of(total.inserted(), total.deleted(), total.unchanged()))
                .containsExactly(2L, 1L, 4L);
        service.undo(service.restore(backup.id(), RestoreRequest.into(TENANT)).id(), OperationContext.NONE);
        assertThat(there.rows(TAGS, TENANT)).isEqualTo(damaged);
        assertThat(there.rows(TAGS, BYSTANDER)).isEqualTo(bystander);
    }

    private static TenantBackupService service(GivenDatabase database, BackupStorage storage) {
        return TenantBackupService.builder()
                .database(JdbcTenantDatabase.of(database.dataSource()))
                .catalog(GivenDatabase.catalog("version: 1\ntenant: {table: shops, name: name}\n"))
                .storage(storage)
                .build();
    }
}
