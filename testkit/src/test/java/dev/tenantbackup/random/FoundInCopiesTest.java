// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.CloneRequest;
import dev.tenantbackup.CloneResult;
import dev.tenantbackup.catalog.UniqueRule;
import dev.tenantbackup.testkit.databases.Engine;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What random rounds once found wrong in clones and new tenants, each in the smallest schema that shows it. */
class FoundInCopiesTest {

    private static final CloneRequest CLONE = CloneRequest.named("Nueva");

    @ParameterizedTest
    @EnumSource
    void uniqueTextsAsLongAsTheirColumnStayApart(Engine engine) {
        SmallDatabase database = SmallDatabase.of(
                engine,
                "create table pages (slug varchar(12) primary key, tenant_id integer not null references tenants (id),"
                        + " mail varchar(20) not null unique)",
                "insert into pages values ('menuofthday1', 1, 'anatolia@example.org'), ('menuofthday2', 1, 'anatole@example.org')",
                "insert into pages values ('menuofthday3', 2, 'anatol@example.org')");

        String clone = clone(database);

        assertThat(database.rows("select distinct slug, mail from pages where tenant_id = " + clone))
                .hasSize(2);
        assertThat(database.rows("select slug, mail from pages where tenant_id = 2"))
                .containsExactly("menuofthday3 anatol@example.org");
    }

    @ParameterizedTest
    @EnumSource
    void onlyOnePartOfAKeyIsMadeAnewAndReferencesToTheKeyFollow(Engine engine) {
        SmallDatabase database = SmallDatabase.of(
                engine,
                "create table cells (sheet varchar(20), no integer, tenant_id integer not null references tenants (id),"
                        + " primary key (sheet, no))",
                "create table marks (id integer primary key, tenant_id integer not null references tenants (id), sheet varchar(20),"
                        + " no integer, foreign key (sheet, no) references cells (sheet, no))",
                "insert into cells values ('a', 1, 1), ('b', 1, 1), ('a', 2, 2)",
                "insert into marks values (1, 1, 'a', 1), (2, 1, 'b', 1), (3, 2, 'a', 2)");

        String clone = clone(database);

        assertThat(database.rows("select c.sheet from cells c join marks m on m.sheet = c.sheet and m.no = c.no"
                        + " where c.no > 2 and m.tenant_id = " + clone))
                .containsExactly("a", "b");
        assertThat(database.rows("select sheet, no from cells where tenant_id = 2"))
                .containsExactly("a 2");
    }

    @ParameterizedTest
    @EnumSource
    void rowsWithARenewedTextInTheirKeyAreProved(Engine engine) {
        SmallDatabase database = SmallDatabase.of(
                engine,
                "create table codes (code varchar(20) unique, no integer, tenant_id integer not null references tenants (id),"
                        + " primary key (code, no))",
                "insert into codes values ('a', 1, 1), ('b', 1, 1), ('c', 1, 2)");

        String clone = clone(database);

        assertThat(database.rows("select code from codes where tenant_id = " + clone))
                .containsExactly("a-" + clone, "b-" + clone);
        assertThat(database.rows("select code, no from codes where tenant_id = 2"))
                .containsExactly("c 1");
    }

    @ParameterizedTest
    @EnumSource
    void rowsWithoutAKeyAreProvedThoughTheirUniqueValuesWereRenewed(Engine engine) {
        SmallDatabase database = SmallDatabase.of(
                engine,
                catalog -> catalog.table("notes", table -> table.uniqueRule("ledger", UniqueRule.NULL)),
                "create table notes (tenant_id integer not null references tenants (id), slug varchar(20) unique, ledger integer unique,"
                        + " note varchar(20))",
                "insert into notes values (1, 'a', 1, null), (1, 'b', 2, null), (1, null, null, 'x'), (1, null, null, 'x'),"
                        + " (1, null, 3, 'x')",
                "insert into notes values (2, 'c', 4, null)");

        String clone = clone(database);

        assertThat(database.rows("select slug, ledger, note from notes where tenant_id = " + clone))
                .containsExactly(
                        "a-" + clone + " null null",
                        "b-" + clone + " null null",
                        "null null x",
                        "null null x",
                        "null null x");
        assertThat(database.rows("select slug, ledger, note from notes where tenant_id = 2"))
                .containsExactly("c 4 null");
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL"})
    void aGeneratorThatIsBehindTheKeysOfItsTableIsMovedPastThemButNotPastFarOnes(Engine engine) {
        String next = engine == Engine.H2 ? "next value for numbers" : "nextval('numbers')";
        SmallDatabase database = SmallDatabase.of(
                engine,
                "create sequence numbers",
                "create table pages (id integer generated by default as identity primary key,"
                        + " tenant_id integer not null references tenants (id))",
                "create table marks (id integer default " + next + " primary key,"
                        + " tenant_id integer not null references tenants (id))",
                "insert into pages values (1, 1), (2, 2), (900, 2), (2147483647, 2)",
                "insert into marks values (1, 1), (2, 2), (900, 2), (2147483647, 2)");

        String clone = clone(database);
        database.execute("insert into pages (tenant_id) values (2)", "insert into marks (tenant_id) values (2)");

        for (String table : List.of("pages", "marks")) {
            assertThat(database.rows("select count(*) from " + table + " where id > 900 and tenant_id = " + clone))
                    .as(table)
                    .containsExactly("1");
            assertThat(database.rows("select count(*) from " + table + " where tenant_id = 2 and id < 2147483647"))
                    .as(table)
                    .containsExactly("3");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSharedRowInAKeyStaysWhatItIs(Engine engine) {
        SmallDatabase database = SmallDatabase.of(
                engine,
                catalog -> catalog.table("countries", table -> table.shared("code")),
                "create table countries (id integer primary key, code varchar(2) not null unique)",
                "create table permits (country_id integer references countries (id), code varchar(20),"
                        + " tenant_id integer not null references tenants (id), primary key (country_id, code))",
                "insert into countries values (1, 'it'), (2, 'fr')",
                "insert into permits values (1, 'a', 1), (2, 'a', 1), (1, 'b', 2)");

        String clone = clone(database);

        assertThat(database.rows("select country_id, code from permits where tenant_id = " + clone))
                .containsExactly("1 a-" + clone, "2 a-" + clone);
        assertThat(database.rows("select country_id, code from permits where tenant_id = 2"))
                .containsExactly("1 b");
    }

    @ParameterizedTest
    @EnumSource
    void rowsThatMustReferToTheirOwnTableComeAfterTheirParents(Engine engine) {
        SmallDatabase database = SmallDatabase.of(
                engine,
                "create table folders (id integer primary key, tenant_id integer not null references tenants (id),"
                        + " parent_id integer not null, name varchar(20), foreign key (parent_id) references folders (id))",
                "insert into folders values (9, 1, 9, 'top'), (7, 1, 9, 'middle')",
                "insert into folders values (8, 1, 7, 'leaf'), (6, 1, 7, 'leaf'), (2, 2, 2, 'top')");

        String clone = clone(database);

        assertThat(database.rows("select f.name, p.name from folders f join folders p on p.id = f.parent_id"
                        + " where f.tenant_id = " + clone + " and p.tenant_id = " + clone))
                .containsExactly("leaf middle", "leaf middle", "middle top", "top top");
        assertThat(database.rows("select * from folders where tenant_id = 2")).containsExactly("2 2 2 top");
    }

    private static String clone(SmallDatabase database) {
        CloneResult result = database.service().clone(SmallDatabase.ONE, CLONE);
        return result.tenant().value();
    }
}
