// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogDeclarations;
import dev.tenantbackup.catalog.DeclaredCatalog;
import dev.tenantbackup.database.TenantInfo;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.jdbc.engine.Engine;
import dev.tenantbackup.jdbc.engine.TestDatabase;
import dev.tenantbackup.model.CatalogException;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each tenant gets exactly its rows, whichever way they are its. */
class TenantReaderTest {

    @ParameterizedTest
    @EnumSource
    void everyTenantHasExactlyItsRows(Engine engine) {
        HardSchema schema =
                HardSchema.create(engine).tenant(1).tenant(2).tenant(12).unowned();
        Catalog catalog = schema.catalog();

        try (TenantReader reader = schema.database().tenantDatabase().reader(catalog)) {
            for (String table : HardSchema.OWNED) {
                for (int tenant : List.of(1, 2, 12)) {
                    TenantId id = TenantId.of(tenant);
                    List<Row> rows = rows(reader.rows(TableName.of(table), id));
                    int owner = catalog.table(TableName.of(table))
                            .schema()
                            .storedColumnNames()
                            .indexOf("owner");
                    long owned = Long.parseLong(schema.database()
                            .query("select count(*) from " + table + " where owner = " + tenant)
                            .get(0));
                    assertThat(owned).isPositive();
                    assertThat(rows)
                            .as("rows of %s in %s", tenant, table)
                            .hasSize((int) owned)
                            .allMatch(row -> Integer.toString(tenant).equals(row.value(owner)));
                    assertThat(reader.count(TableName.of(table), id)).isEqualTo(owned);
                }
            }
        }
        assertThat(schema.database().connections().out()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void rowsInBulkAreTheSameAndWhoeverCountsThemCountsAll(Engine engine) {
        HardSchema schema =
                HardSchema.create(engine).tenant(1).tenant(2).tenant(12).unowned();

        try (TenantReader reader = schema.database().tenantDatabase().reader(schema.catalog())) {
            for (String name : HardSchema.OWNED) {
                TableName table = TableName.of(name);
                for (TenantId tenant : List.of(TenantId.of(1), TenantId.of(2), TenantId.of(404))) {
                    long owned = reader.count(table, tenant);
                    List<Row> slow = rows(reader.rows(table, tenant));
                    List<Row> fast = new ArrayList<>();
                    try (RowStream rows = reader.rowsInBulk(table, tenant)) {
                        for (Row row = rows.next(); row != null; row = rows.next()) {
                            assertThat(rows.counted()).isEmpty();
                            fast.add(row);
                        }
                        assertThat(rows.counted())
                                .as("%s says how many rows it sent of %s", engine, name)
                                .isEqualTo(engine == Engine.POSTGRES ? OptionalLong.of(owned) : OptionalLong.empty());
                    }
                    assertThat(fast).isEqualTo(slow).hasSize((int) owned);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTenantWithoutRowsHasNone(Engine engine) {
        HardSchema schema = HardSchema.create(engine).tenant(1).unowned();

        try (TenantReader reader = schema.database().tenantDatabase().reader(schema.catalog())) {
            for (String table : HardSchema.OWNED) {
                assertThat(reader.count(TableName.of(table), TenantId.of(2)))
                        .as(table)
                        .isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void sharedRowsAreThoseReferredTo(Engine engine) {
        HardSchema schema = HardSchema.create(engine).tenant(1).tenant(2);
        schema.database().run("delete from item_tags where tag_id = 2 and owner = 1");
        TableName tags = TableName.of("tags");

        try (TenantReader reader = schema.database().tenantDatabase().reader(schema.catalog())) {
            assertThat(rows(reader.sharedRows(tags, TenantId.of(1)))).containsExactly(Row.of("1", "hot"));
            assertThat(rows(reader.sharedRows(tags, TenantId.of(2))))
                    .containsExactly(Row.of("1", "hot"), Row.of("2", "vegan"));
            assertThatThrownBy(() -> reader.sharedRows(TableName.of("menus"), TenantId.of(1)))
                    .hasMessageContaining("'menus' is not shared");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTextThatIsNoValueOfASharedColumnFindsNothing(Engine engine) {
        TestDatabase database = engine.createLowerCase()
                .run(
                        "create table tenants (id bigint primary key)",
                        "create table seasons (starts date primary key, name varchar(20))",
                        "insert into seasons values (date '2026-06-21', 'summer')");
        Catalog catalog = TestCatalogs.rootOnly(database, "tenants", "id");
        List<Row> texts = List.of(Row.of("2026-06-21"), Row.of("summer"), Row.of("2026-02-30"), Row.of(""));

        try (TenantReader reader = database.tenantDatabase().reader(catalog)) {
            assertThat(reader.sharedRows(TableName.of("seasons"), List.of("starts"), texts))
                    .containsExactly(Row.of("2026-06-21", "summer"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void listsTenantsInKeyOrder(Engine engine) {
        HardSchema schema = HardSchema.create(engine).tenant(12).tenant(3).tenant(1);
        schema.database().run("update tenants set name = null where id = 1");

        try (TenantReader reader = schema.database().tenantDatabase().reader(schema.catalog())) {
            assertThat(reader.tenants())
                    .containsExactly(
                            new TenantInfo(TenantId.of(1), null),
                            new TenantInfo(TenantId.of(3), "Casa"),
                            new TenantInfo(TenantId.of(12), "Casa"));
            assertThat(reader.activeTenants())
                    .extracting(info -> info.id().value())
                    .containsExactly("1", "12");
            assertThat(reader.find(TenantId.of(3))).contains(new TenantInfo(TenantId.of(3), "Casa"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anIdThatNoTenantCanHaveIsNotFound(Engine engine) {
        HardSchema schema = HardSchema.create(engine).tenant(1);

        try (TenantReader reader = schema.database().tenantDatabase().reader(schema.catalog())) {
            for (String odd : List.of("acme", "01", "1.0", "+1", " 1", "1e0", "99999999999999999999999", "2")) {
                assertThat(reader.find(TenantId.of(odd))).as(odd).isEmpty();
            }
            assertThatThrownBy(() -> reader.rows(TableName.of("menus"), TenantId.of("acme")))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("no tenant 'acme'")
                    .hasMessageContaining("type " + engine.pick("BIGINT", "bigint"));
            // the connection is as good as before
            assertThat(reader.count(TableName.of("menus"), TenantId.of(1))).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTextIdIsNeverCutToFit(Engine engine) {
        TestDatabase database = engine.createLowerCase()
                .run(
                        "create table tenants (id varchar(3) primary key, owner bigint)",
                        "insert into tenants values ('acm', 1), ('ACM', 2), ('ac ', 3)");
        Catalog catalog = TestCatalogs.rootOnly(database, "tenants", "id");

        try (TenantReader reader = database.tenantDatabase().reader(catalog)) {
            assertThat(reader.find(TenantId.of("acme"))).isEmpty();
            assertThat(reader.find(TenantId.of("acm"))).isPresent();
            assertThat(reader.find(TenantId.of("ac"))).isEmpty();
            assertThat(reader.count(TableName.of("tenants"), TenantId.of("ac ")))
                    .isOne();
            assertThatThrownBy(reader::activeTenants)
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("does not say which tenants are active");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aColumnThatCannotBeCarriedIsRefusedByName(Engine engine) {
        TestDatabase database = engine.createLowerCase()
                .run("create table tenants (id int primary key, odd " + engine.pick("geometry", "oid") + ")");
        Catalog catalog = TestCatalogs.rootOnly(database, "tenants", "id");

        try (TenantReader reader = database.tenantDatabase().reader(catalog)) {
            assertThatThrownBy(() -> reader.rows(TableName.of("tenants"), TenantId.of(1)))
                    .isInstanceOf(CatalogException.class)
                    .hasMessageContaining("Column 'odd' of table 'tenants' has type")
                    .hasMessageContaining("can't be carried exactly");
        }
    }

    @ParameterizedTest
    @EnumSource
    void generatedColumnsAreLeftOut(Engine engine) {
        TestDatabase database = engine.createLowerCase()
                .run(
                        "create table tenants (id int primary key, twice int generated always as (id * 2)"
                                + engine.pick("", " stored") + ", name varchar(10))",
                        "insert into tenants (id, name) values (7, 'x')");

        try (TenantReader reader = database.tenantDatabase().reader(TestCatalogs.rootOnly(database, "tenants", "id"))) {
            RowStream rows = reader.rows(TableName.of("tenants"), TenantId.of(7));
            assertThat(rows.columns()).containsExactly("id", "name");
            assertThat(rows(rows)).containsExactly(Row.of("7", "x"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowsOfHeirsAreReadOnceAndPartitionsThroughTheirParent(Engine engine) {
        if (engine != Engine.POSTGRES) {
            return;
        }
        TestDatabase database = engine.create()
                .run(
                        "create table tenants (id int primary key)",
                        "create table logs (id int, tenant_id int)",
                        "create table audit_logs (who text) inherits (logs)",
                        "create table events (id int, tenant_id int) partition by range (id)",
                        "create table events_1 partition of events for values from (1) to (5)",
                        "create table events_2 partition of events default",
                        "insert into tenants values (1)",
                        "insert into logs values (1, 1)",
                        "insert into audit_logs values (2, 1, 'me')",
                        "insert into events values (1, 1), (9, 1)");
        Catalog catalog = TestCatalogs.byColumn(database, "tenants", "id", "tenant_id");

        try (TenantReader reader = database.tenantDatabase().reader(catalog)) {
            TenantId one = TenantId.of(1);
            assertThat(rows(reader.rows(TableName.of("logs"), one))).containsExactly(Row.of("1", "1"));
            assertThat(rows(reader.rows(TableName.of("audit_logs"), one))).containsExactly(Row.of("2", "1", "me"));
            assertThat(rows(reader.rows(TableName.of("events"), one)))
                    .containsExactly(Row.of("1", "1"), Row.of("9", "1"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyAndLongRowsStream(Engine engine) {
        TestDatabase database = engine.createLowerCase()
                .run(
                        "create table tenants (id int primary key)",
                        "create table docs (id int primary key, tenant_id int, body " + engine.pick("clob", "text")
                                + ")",
                        "insert into docs select x, 1, case when mod(x, 500) = 0 then repeat('lorem ', 50000) end from "
                                + engine.pick("system_range(1, 5000) as r(x)", "generate_series(1, 5000) as r(x)"));
        Catalog catalog = TestCatalogs.byColumn(database, "tenants", "id", "tenant_id");

        try (TenantReader reader = database.tenantDatabase().reader(catalog);
                RowStream first = reader.rows(TableName.of("docs"), TenantId.of(1));
                RowStream second = reader.rows(TableName.of("docs"), TenantId.of(1))) {
            for (int i = 1; i <= 5000; i++) {
                Row row = first.next();
                assertThat(row).isEqualTo(second.next());
                assertThat(row.value(0)).isEqualTo(Integer.toString(i));
                assertThat(row.value(2) == null ? 0 : row.value(2).length()).isEqualTo(i % 500 == 0 ? 300_000 : 0);
            }
            assertThat(first.next()).isNull();
            assertThat(first.next()).isNull();
        }
    }

    /** Several ways to a row are followed once each, not once per row: that would take minutes. */
    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void severalWaysToManyRowsAreFollowedOnce(Engine engine) {
        HardSchema schema = HardSchema.create(engine).tenant(1).tenant(2);
        String range = engine.pick("system_range(1000, 40999) as r(x)", "generate_series(1000, 40999) as r(x)");
        schema.database()
                .run(
                        "insert into reservations select x, 1 + mod(x, 2), 1 + mod(x, 2) from " + range,
                        "insert into seat_allocations select x, x, null, null, 1 + mod(x, 2) from " + range,
                        "insert into assets select x, null, 101 + 100 * mod(x, 2), 1 + mod(x, 2) from " + range);

        try (TenantReader reader = schema.database().tenantDatabase().reader(schema.catalog())) {
            assertThat(rows(reader.rows(TableName.of("seat_allocations"), TenantId.of(1))))
                    .hasSize(20_004);
            assertThat(reader.count(TableName.of("assets"), TenantId.of(1))).isEqualTo(20_003);
            assertThat(reader.findings(TenantId.of(1), Cancellation.NEVER)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutARootTableTheTenantColumnSays(Engine engine) {
        TestDatabase database = engine.createLowerCase()
                .run("create table things (id int primary key, tenant_id varchar(10))")
                .run("insert into things values (1, 'a'), (2, 'b')");
        Catalog catalog = TestCatalogs.byColumn(database, null, null, "tenant_id");

        try (TenantReader reader = database.tenantDatabase().reader(catalog)) {
            assertThat(reader.find(TenantId.of("a"))).contains(new TenantInfo(TenantId.of("a"), null));
            assertThat(reader.count(TableName.of("things"), TenantId.of("a"))).isOne();
            assertThatThrownBy(reader::tenants).isInstanceOf(InvalidRequestException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tablesOfAnotherSchemaAreNamedWithIt(Engine engine) {
        TestDatabase database = engine.createLowerCase()
                .run(
                        "create schema billing",
                        "create table tenants (id int primary key)",
                        "create table billing.tenants (id int primary key, tenant_id int)",
                        "insert into tenants values (1)",
                        "insert into billing.tenants values (5, 1)");
        JdbcTenantDatabase scoped = database.tenantDatabase().schemas("public", "billing");
        Catalog catalog = TestCatalogs.byColumn(scoped.schema(), "tenants", "id", "tenant_id");

        try (TenantReader reader = scoped.reader(catalog)) {
            assertThat(rows(reader.rows(TableName.of("billing", "tenants"), TenantId.of(1))))
                    .containsExactly(Row.of("5", "1"));
        }
    }

    /** In two schemas, tables of one name: a chain between them must not mistake one for the other. */
    @ParameterizedTest
    @EnumSource
    void aChainBetweenTablesOfOneNameKnowsThemApart(Engine engine) {
        TestDatabase database = engine.createLowerCase()
                .run(
                        "create schema billing",
                        "create table tenants (id int primary key)",
                        "create table orders (id int primary key, tenant_id int not null references tenants)",
                        "create table billing.orders (id int primary key,"
                                + " order_id int not null references public.orders)",
                        "insert into tenants values (1), (2)",
                        "insert into orders values (1, 1), (2, 2)",
                        "insert into billing.orders values (1, 2), (2, 1), (3, 1)");
        JdbcTenantDatabase scoped = database.tenantDatabase().schemas("public", "billing");
        Catalog catalog = DeclaredCatalog.of(CatalogDeclarations.builder()
                        .tenantTable("tenants")
                        .tenantColumn("tenant_id")
                        .build())
                .resolve(scoped.schema(), scoped.probe());

        try (TenantReader reader = scoped.reader(catalog)) {
            TableName orders = TableName.of("billing", "orders");
            assertThat(rows(reader.rows(orders, TenantId.of(1)))).containsExactly(Row.of("2", "1"), Row.of("3", "1"));
            assertThat(rows(reader.rows(orders, TenantId.of(2)))).containsExactly(Row.of("1", "2"));
            assertThat(reader.findings(TenantId.of(1), Cancellation.NEVER)).isEmpty();
        }
    }

    /** A text that refers to a number refers to the number that prints so, and to no other. */
    @ParameterizedTest
    @EnumSource
    void aTextRefersToTheKeyWithThatText(Engine engine) {
        HardSchema schema = HardSchema.create(engine).tenant(1);
        schema.database()
                .run(
                        HardSchema.row("legacy", 50, "'0101'", null),
                        HardSchema.row("legacy", 51, "'101 '", null),
                        HardSchema.row("legacy", 52, "'101.0'", null),
                        HardSchema.row("legacy", 53, "'menu'", null),
                        HardSchema.row("legacy", 54, "'99999999999999999999'", null),
                        HardSchema.row("menus", "9223372036854775807", 1, null, 1),
                        HardSchema.row("legacy", 55, "'9223372036854775807'", 1),
                        HardSchema.row("legacy", 56, "'9223372036854775808'", null));

        try (TenantReader reader = schema.database().tenantDatabase().reader(schema.catalog())) {
            assertThat(rows(reader.rows(TableName.of("legacy"), TenantId.of(1))))
                    .extracting(row -> row.value(0))
                    .containsExactly("55", "101", "102");
        }
    }

    static List<Row> rows(RowStream stream) {
        try (stream) {
            List<Row> rows = new ArrayList<>();
            for (Row row = stream.next(); row != null; row = stream.next()) {
                rows.add(row);
            }
            return rows;
        }
    }
}
