// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.fence;

import static dev.tenantbackup.fence.FencedShops.ACTOR;
import static dev.tenantbackup.fence.FencedShops.FENCED;
import static dev.tenantbackup.fence.FencedShops.REASON;
import static java.sql.Connection.TRANSACTION_READ_COMMITTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.DatabaseException;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.testkit.databases.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Which rights a fence takes, and of whom; and that an installation with a hole in it is refused. */
class FenceRightsTest {

    private static final FenceRequest WRITES = FenceRequest.writes(FENCED, ACTOR, REASON);

    private static PGSimpleDataSource as(FencedShops shops, String role) {
        PGSimpleDataSource connections = new PGSimpleDataSource();
        connections.setUrl(shops.url());
        connections.setOptions("-c role=" + role);
        return connections;
    }

    @Test
    void onPostgresAnApplicationNeedsNoRightOnTheFenceAndAnOperatorNoneOnTransactions() throws Exception {
        FencedShops shops = FencedShops.fenced(Engine.POSTGRESQL);
        shops.execute(
                "create role fence_application",
                "create role fence_operator",
                "grant select, insert, update, delete on orders, order_lines to fence_application",
                "grant select on all tables in schema public to fence_operator",
                "grant insert, update, delete on tenant_backup_fence to fence_operator");
        String write = "update order_lines set what = 'fish' where id = 70";
        try (Connection application = as(shops, "fence_application").getConnection();
                Statement statement = application.createStatement()) {
            statement.execute(write);
            try (Connection writer =
                    shops.inTransaction(TRANSACTION_READ_COMMITTED, "update orders set total = 2 where id = 70")) {
                assertThatThrownBy(() ->
                                FencedShops.fence(as(shops, "fence_operator")).raise(WRITES))
                        .as("sees the transactions of others")
                        .isInstanceOf(ConflictException.class);
                writer.rollback();
            }
            assertThat(FencedShops.fence(as(shops, "fence_operator"))
                            .raise(WRITES)
                            .isEffective())
                    .isTrue();

            assertThatThrownBy(() -> statement.execute(write))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("Tenant '7' is fenced");
        } finally {
            shops.execute(
                    "drop owned by fence_application",
                    "drop owned by fence_operator",
                    "drop role fence_application",
                    "drop role fence_operator");
        }
    }

    @Test
    void onMariaDbWhoMayNotSeeTransactionsRaisesNothing() {
        FencedShops shops = FencedShops.fenced(Engine.MARIADB);
        shops.asAdministrator("revoke process on *.* from " + shops.user() + "@localhost");

        assertThatThrownBy(() -> shops.fence().raise(WRITES))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("PROCESS")
                .hasMessageContaining("grant the right");

        assertThat(shops.fence().raised()).isEmpty();
        shops.execute("update orders set total = 1 where id = 70");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2")
    void aHoleInTheFenceIsNamedAndMended(Engine engine) {
        FencedShops shops = FencedShops.open(engine);
        assertThatThrownBy(() -> shops.fence().raise(WRITES))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("'notes', 'order_lines', 'orders', 'pages', 'pictures' and 1 more");
        shops.install();
        assertThat(shops.fence().install().isEmpty()).isTrue();
        assertThat(shops.fence().raised()).isEmpty();

        shops.execute("create table tips (id bigint primary key, order_id bigint not null references orders (id))");

        assertThatThrownBy(() -> shops.fence().raise(WRITES))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("nothing guards 'tips'.")
                .hasMessageContaining("fence ddl");
        assertThat(shops.fence().install().statements()).allMatch(statement -> !statement.contains("order_lines"));
        shops.install();
        assertThat(shops.fence().raise(WRITES).isEffective()).isTrue();
        assertThatThrownBy(() -> shops.execute("insert into tips values (1, 70)"))
                .hasMessageContaining("Tenant '7' is fenced");
        shops.execute("insert into tips values (1, 800)");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2")
    void takenAwayNothingIsLeft(Engine engine) {
        FencedShops shops = FencedShops.fenced(engine);
        shops.fence().raise(WRITES);

        shops.fence().uninstall().statements().forEach(shops::execute);

        assertThat(shops.service().catalog().tables())
                .allSatisfy(table -> assertThat(table.schema().triggers()).isEmpty())
                .noneMatch(table -> table.name().name().startsWith("tenant_backup"));
        shops.execute("update orders set total = 1 where id = 70");
    }
}
