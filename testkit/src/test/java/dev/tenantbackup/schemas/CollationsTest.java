// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Texts that a database takes for the same and that are not: MariaDB's usual collations know neither case nor blanks at the end. */
class CollationsTest {

    private static final TenantId TENANT = TenantId.of(2);

    private static final String CATALOG = "{version: 1, tenant: {table: shops, name: name, column: shop_id}}";

    private static final String SHOPS = """
            create table shops (id bigint auto_increment primary key, name varchar(40));
            insert into shops (name) values ('One'), ('Two'), ('Three');
            """;

    @Test
    void uniqueTextsComeBackInTheirOwnCaseThoughTheyWereSwapped() {
        GivenDatabase given = GivenDatabase.of(Engine.MARIADB, SHOPS + """
                create table menus (id bigint auto_increment primary key, shop_id bigint not null references shops (id),
                  slug varchar(20) not null unique, place varchar(20) not null, unique (shop_id, place));
                insert into menus (shop_id, slug, place) select id, concat('Lunch ', id), 'Window' from shops;
                insert into menus (shop_id, slug, place) select id, concat('Café ', id), 'bar' from shops;
                """);

        new WholeWay(
                        given,
                        given.service(CATALOG),
                        TENANT,
                        "select left(slug, 5), place from menus where shop_id = :tenant order by 1")
                .assertWorks(
                        "update menus set slug = 'x', place = 'x' where slug = 'lunch 2'",
                        "update menus set slug = 'lunch 2', place = 'WINDOW' where slug = 'Cafe 2'",
                        "update menus set slug = 'cafe 2', place = 'Bar ' where slug = 'x'");
    }

    @Test
    void aKeyComesBackInItsOwnCaseUnlessRowsHoldOnToTheOther() {
        GivenDatabase given = GivenDatabase.of(Engine.MARIADB, SHOPS + """
                create table codes (code varchar(20) primary key, shop_id bigint not null references shops (id), note varchar(20));
                create table uses (id bigint auto_increment primary key, code varchar(20) not null,
                  foreign key (code) references codes (code) on update cascade);
                insert into codes select concat('Beer-', id), id, 'cold' from shops;
                insert into codes select concat('wine-', id), id, 'red' from shops;
                insert into uses (code) select code from codes where note = 'cold';
                """);
        TenantBackupService service = given.service(CATALOG);

        new WholeWay(given, service, TENANT, "select left(code, 4), note from codes where shop_id = :tenant order by 1")
                .assertWorks("update codes set code = 'WINE-2', note = 'white' where code = 'wine-2'");

        BackupInfo backup = service.exportTenant(TENANT);
        given.execute("update codes set code = 'BEER-2' where code = 'beer-2'");
        Map<String, List<String>> changed = given.content();
        assertThatThrownBy(() -> service.restore(backup.id(), RestoreRequest.into(TENANT)))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("'codes'");
        assertThat(given.content()).isEqualTo(changed);
    }

    @Test
    void aReferenceInAnotherCaseIsAReference() {
        GivenDatabase given = GivenDatabase.of(Engine.MARIADB, SHOPS + """
                create table codes (code varchar(20) primary key, shop_id bigint not null references shops (id));
                create table uses (id bigint auto_increment primary key, code varchar(20) not null references codes (code));
                insert into codes select concat('Beer-', id), id from shops;
                insert into uses (code) select upper(code) from codes;
                insert into uses (code) select concat(lower(code), '  ') from codes;
                """);

        new WholeWay(
                        given,
                        given.service(CATALOG),
                        TENANT,
                        "select count(*), count(distinct c.code) from codes c join uses u on u.code = c.code"
                                + " where shop_id = :tenant")
                .assertWorks(
                        "delete from uses where code = 'beer-2' and binary code like '%  '",
                        "delete from uses where code = 'beer-2'", "delete from codes where code = 'beer-2'");
    }

    @Test
    void aTenantIsNamedInAnyCase() {
        GivenDatabase given = GivenDatabase.of(Engine.MARIADB, """
                create table shops (slug varchar(20) primary key, name varchar(40));
                create table orders (id bigint auto_increment primary key, shop varchar(20) not null references shops (slug),
                  number varchar(20), unique (shop, number));
                insert into shops values ('Casa-1', 'One'), ('casa-2', 'Two');
                insert into orders (shop, number) select upper(slug), 'A-1' from shops;
                insert into orders (shop, number) select slug, 'a-2' from shops;
                """);

        new WholeWay(
                        given,
                        given.service("{version: 1, tenant: {table: shops, key: slug, name: name, column: shop}}"),
                        TenantId.of("casa-2"),
                        "select number from orders where shop = :tenant order by 1")
                .assertWorks(
                        "delete from orders where shop = 'casa-2' and number = 'A-1'",
                        "update orders set number = 'A-2' where shop = 'casa-2'");
    }
}
