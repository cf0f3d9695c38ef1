// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.discover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.jdbc.engine.Engine;
import dev.tenantbackup.jdbc.engine.TestDatabase;
import dev.tenantbackup.schema.DatabaseSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A schema that is remembered is the live one, whatever was changed in between. */
class KnownSchemaTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table newcomer (id bigint primary key)",
                "drop table lines",
                "alter table lines add column note text",
                "alter table lines drop column amount",
                "alter table lines rename column amount to total",
                "alter table lines rename to items",
                "alter table lines alter column amount type numeric(12, 3)",
                "alter table lines alter column code type varchar(20)",
                "alter table lines alter column amount set not null",
                "alter table lines alter column amount set default 1",
                "alter table lines alter column amount drop default",
                "alter table lines alter column id drop identity",
                "alter table lines drop constraint lines_pkey",
                "alter table lines drop constraint lines_order_fk",
                "alter table lines add constraint code_key unique (code)",
                "alter table lines add foreign key (other_id) references orders",
                "alter table lines drop constraint lines_order_fk,"
                        + " add constraint lines_order_fk foreign key (order_id) references orders on delete cascade",
                "create index lines_by_code on lines (code)",
                "drop index lines_by_order",
                "drop index lines_by_order; create index lines_by_order on lines (order_id, code)",
                "create trigger shout before update on lines for each row execute function pass()",
                "alter table orders disable trigger quiet",
                "alter table parted attach partition lone for values from (100) to (200)",
                "alter domain euros drop default",
                "alter type pair add attribute third money",
                "alter sequence numbers rename to counts",
                "alter table lines set schema elsewhere",
                "alter table elsewhere.neighbours add column note text",
                "alter table elsewhere.neighbours drop constraint neighbours_order_id_fkey",
                "alter table parted detach partition parted_low",
                "alter table heirs no inherit orders",
            })
    void changesWithEveryDefinition(String change) {
        TestDatabase database = database();
        JdbcTenantDatabase remembering = database.tenantDatabase();
        DatabaseSchema before = remembering.schema();
        assertThat(remembering.schema()).isSameAs(before);

        database.run(change);

        DatabaseSchema after = remembering.schema();
        assertThat(after)
                .isNotSameAs(before)
                .isEqualTo(database.tenantDatabase().schema());
        assertThat(remembering.schema()).isSameAs(after);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into orders values (2, 7)",
                "analyze",
                "vacuum",
                "vacuum freeze orders",
                "create temporary table passing (id bigint primary key, pair pair)",
            })
    void isNotReadAgainForWhatIsNoDefinition(String event) {
        TestDatabase database = database();
        JdbcTenantDatabase remembering = database.tenantDatabase();
        DatabaseSchema before = remembering.schema();

        database.run(event);

        assertThat(remembering.schema()).isSameAs(before);
    }

    /** Two changes in a row, of which the second undoes what the first did. */
    @Test
    void isReadAgainWhereItIsEqual() {
        TestDatabase database = database();
        JdbcTenantDatabase remembering = database.tenantDatabase();
        DatabaseSchema before = remembering.schema();

        database.run("alter table lines drop column code", "alter table lines add column code varchar(10)");

        assertThat(remembering.schema()).isNotSameAs(before);
    }

    @Test
    void isOfItsScope() {
        TestDatabase database = database();
        JdbcTenantDatabase here = database.tenantDatabase();

        assertThat(here.schemas("elsewhere").schema()).isNotEqualTo(here.schema());
    }

    @ParameterizedTest
    @EnumSource
    void isTheLiveOneOnEveryProduct(Engine engine) {
        TestDatabase database = engine.create().run("create table t (id bigint primary key)");
        JdbcTenantDatabase remembering = database.tenantDatabase();
        remembering.schema();

        database.run("alter table t add column name varchar(10)");

        assertThat(remembering.schema()).isEqualTo(database.tenantDatabase().schema());
        assertThat(remembering.schema().tables().get(0).columns()).hasSize(2);
    }

    private static TestDatabase database() {
        return Engine.POSTGRES
                .create()
                .run(
                        "create domain euros as numeric(10, 2) default 0",
                        "create type pair as (one bigint, other text)",
                        "create sequence numbers",
                        "create table orders (id bigint primary key, number bigint default nextval('numbers'))",
                        "create table lines (id bigint generated always as identity constraint lines_pkey primary key,"
                                + " order_id bigint constraint lines_order_fk references orders, other_id bigint,"
                                + " code varchar(10), amount numeric(10, 2) default 0, price euros, both_ pair)",
                        "create index lines_by_order on lines (order_id)",
                        "create table heirs () inherits (orders)",
                        "create table parted (id bigint primary key) partition by range (id)",
                        "create table parted_low partition of parted for values from (0) to (100)",
                        "create table lone (id bigint primary key)",
                        "create function pass() returns trigger language plpgsql as 'begin return new; end'",
                        "create trigger quiet before update on orders for each row execute function pass()",
                        "create schema elsewhere",
                        "create table elsewhere.neighbours (id bigint primary key, order_id bigint references orders)");
    }
}
