// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.model.CatalogException;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only MariaDB has: tables with a history, engines without transactions, triggers of its kind. */
class MariaDbTest {

    private static final TenantId TENANT = TenantId.of(2);

    private static final String CATALOG = "{version: 1, tenant: {table: shops, name: name, column: shop_id}}";

    private static final String SHOPS = """
            create table shops (id bigint auto_increment primary key, name varchar(40));
            insert into shops (name) values ('One'), ('Two'), ('Three');
            """;

    private static final String ORDERS = SHOPS + """
            create table orders (id bigint auto_increment primary key, shop_id bigint not null references shops (id),
              total decimal(10, 2) not null, touched datetime(6) not null default '1970-01-01');
            insert into orders (shop_id, total) select id, 12.50 from shops;
            insert into orders (shop_id, total) select id, 7.00 from shops;
            """;

    private static final String TOUCH =
            "create trigger orders_touch before update on orders for each row set new.touched = now(6)";

    @Test
    void aTableWithAHistoryGoesTheWholeWayAndItsHistoryGoesOn() {
        GivenDatabase given = GivenDatabase.of(Engine.MARIADB, SHOPS + """
                create table prices (id bigint auto_increment primary key, shop_id bigint not null references shops (id),
                  label varchar(20) not null, amount decimal(10, 2), unique (shop_id, label)) with system versioning;
                insert into prices (shop_id, label, amount) select id, 'beer', 2.50 from shops;
                insert into prices (shop_id, label, amount) select id, 'wine', 4.50 from shops;
                update prices set amount = amount + 1;
                """);
        String history = "select id, amount, row_end from prices for system_time all where shop_id %s 2 order by 1, 3";
        List<String> bystanders = given.rows(history.formatted("<>"));
        int changes = given.rows(history.formatted("=")).size();

        new WholeWay(
                        given,
                        given.service(CATALOG),
                        TENANT,
                        "select label, amount from prices where shop_id = :tenant order by 1")
                .assertWorks(
                        "delete from prices where shop_id = 2 and label = 'beer'",
                        "update prices set amount = 0 where shop_id = 2");

        assertThat(given.rows(history.formatted("=")))
                .as("one row was deleted and came back, one was changed and changed back")
                .hasSizeGreaterThan(changes + 1);
        assertThat(given.rows(history.formatted("<>") + " limit " + bystanders.size()))
                .isEqualTo(bystanders);
    }

    @Test
    void columnsThatSayWhenARowBeganAreTheDatabases() {
        GivenDatabase given = GivenDatabase.of(Engine.MARIADB, SHOPS + """
                create table prices (id bigint auto_increment primary key, shop_id bigint not null references shops (id),
                  amount decimal(10, 2), since timestamp(6) generated always as row start,
                  until timestamp(6) generated always as row end, period for system_time (since, until))
                  with system versioning;
                insert into prices (shop_id, amount) select id, 2.50 from shops;
                """);
        TenantBackupService service = given.service(CATALOG);
        BackupInfo backup = service.exportTenant(TENANT);
        List<String> before = given.rows("select id, shop_id, amount from prices order by id");
        List<String> bystanders = given.rows("select * from prices where shop_id <> 2 order by id");
        given.execute("update prices set amount = 0 where shop_id = 2");

        service.restore(backup.id(), RestoreRequest.into(TENANT));

        assertThat(given.rows("select id, shop_id, amount from prices order by id"))
                .isEqualTo(before);
        assertThat(given.rows("select * from prices where shop_id <> 2 order by id"))
                .isEqualTo(bystanders);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MyISAM", "Aria"})
    void aTableWithoutTransactionsIsRefusedByNameUnlessItIsLeftOut(String kind) {
        GivenDatabase given = GivenDatabase.of(Engine.MARIADB, ORDERS + """
                create table notes (id bigint auto_increment primary key, shop_id bigint not null, text varchar(40)) engine = %s;
                insert into notes (shop_id, text) select id, 'note' from shops;
                """.formatted(kind));

        assertThatThrownBy(() -> given.service(CATALOG).exportTenant(TENANT))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("'notes'")
                .hasMessageContaining(kind)
                .hasMessageContaining("InnoDB");

        new WholeWay(given, given.service("""
                                version: 1
                                tenant: {table: shops, name: name, column: shop_id}
                                tables: {notes: {excluded: no transactions there}}
                                """), TENANT, "select total from orders where shop_id = :tenant order by 1")
                .assertWorks("delete from orders where shop_id = 2");
    }

    @Test
    void anUndeclaredTriggerStopsTheRestoreBeforeAnythingIsWritten() {
        GivenDatabase given = GivenDatabase.of(Engine.MARIADB, ORDERS + TOUCH);
        TenantBackupService service = given.service(CATALOG);
        BackupInfo backup = service.exportTenant(TENANT);
        given.execute("update orders set total = 0 where shop_id = 2");
        Map<String, List<String>> before = given.content();

        assertThat(service.plan(backup.id(), RestoreRequest.into(TENANT)).conflicts())
                .extracting(Conflict::kind)
                .containsExactly(Conflict.Kind.UNDECLARED_TRIGGER);
        assertThatThrownBy(() -> service.restore(backup.id(), RestoreRequest.into(TENANT)))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("orders_touch");
        assertThat(given.content()).isEqualTo(before);
    }

    @Test
    void whatADeclaredTriggerOwnsIsLeftToItAndWhatItChangesBesideIsFoundOut() {
        GivenDatabase given = GivenDatabase.of(Engine.MARIADB, ORDERS + TOUCH);
        TenantBackupService service = given.service(
                CATALOG.replace("}}", "}, tables: {orders: {triggers: {orders_touch: {owns: [touched]}}}}}"));
        BackupInfo backup = service.exportTenant(TENANT);
        String allButTouched = "select id, shop_id, total from orders order by 1";
        List<String> before = given.rows(allButTouched);
        List<String> bystanders = given.rows("select * from orders where shop_id <> 2 order by id");
        given.execute(
                "update orders set total = 0 where shop_id = 2 and total = 7.00",
                "delete from orders where shop_id = 2 and total > 10");

        service.restore(backup.id(), RestoreRequest.into(TENANT));

        assertThat(given.rows(allButTouched)).isEqualTo(before);
        assertThat(given.rows("select * from orders where shop_id <> 2 order by id"))
                .isEqualTo(bystanders);

        given.execute("update orders set total = 0 where shop_id = 2");
        Map<String, List<String>> damaged = given.content();
        TenantBackupService careless =
                given.service(CATALOG.replace("}}", "}, tables: {orders: {triggers: {orders_touch: harmless}}}}"));
        BackupInfo again = careless.exportTenant(TENANT);
        given.execute("update orders set total = 1 where shop_id = 2");
        Map<String, List<String>> changed = given.content();
        assertThat(changed).isNotEqualTo(damaged);

        assertThatThrownBy(() -> careless.restore(again.id(), RestoreRequest.into(TENANT)))
                .hasMessageContaining("orders");
        assertThat(given.content()).isEqualTo(changed);
    }
}
