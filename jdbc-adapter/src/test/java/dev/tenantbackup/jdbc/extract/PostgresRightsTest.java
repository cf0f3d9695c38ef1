// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.jdbc.engine.Engine;
import dev.tenantbackup.jdbc.engine.TestDatabase;
import dev.tenantbackup.model.RightsException;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a user without enough rights sees: an error, never fewer rows. */
class PostgresRightsTest {

    private static final TableName THINGS = TableName.of("things");

    private TestDatabase database;
    private Catalog catalog;

    @BeforeEach
    void connectAsAUserWithoutRights() {
        database = Engine.POSTGRES
                .create()
                .run(
                        "create table tenants (id int primary key)",
                        "create table things (id int primary key, tenant_id int, hidden boolean)",
                        "insert into tenants values (1)",
                        "insert into things values (1, 1, false), (2, 1, true)",
                        "drop role if exists reader",
                        "create role reader",
                        "grant select on tenants to reader");
        catalog = TestCatalogs.byColumn(database, "tenants", "id", "tenant_id");
        database.connections().whenLending(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set role reader");
            }
        });
    }

    @AfterEach
    void dropTheUser() {
        database.run("drop owned by reader", "drop role reader");
    }

    @Test
    void selectIsEnough() {
        database.run("grant select on things to reader");

        try (TenantReader reader = database.tenantDatabase().reader(catalog)) {
            assertThat(reader.count(THINGS, TenantId.of(1))).isEqualTo(2);
            assertThat(reader.share(1)).hasSize(1).allSatisfy(TenantReader::close);
        }
    }

    @Test
    void aTableThatMayNotBeReadIsNamed() {
        assertThatThrownBy(() -> database.tenantDatabase().reader(catalog))
                .isInstanceOf(RightsException.class)
                .hasMessageContaining("GRANT SELECT ON TABLE public.things TO reader");
        assertThat(database.connections().out()).isZero();
    }

    @Test
    void rowsThatAPolicyHidesAreAnError() {
        database.run(
                "grant select on things to reader",
                "alter table things enable row level security",
                "create policy visible on things to reader using (not hidden)");

        assertThatThrownBy(() -> database.tenantDatabase().reader(catalog))
                .isInstanceOf(RightsException.class)
                .hasMessageContaining("ALTER ROLE reader BYPASSRLS");
    }
}
