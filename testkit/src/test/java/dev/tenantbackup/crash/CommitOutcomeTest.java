// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.DeclaredCatalog;
import dev.tenantbackup.catalog.DirtyRule;
import dev.tenantbackup.catalog.file.CatalogFile;
import dev.tenantbackup.catalog.file.CatalogFormat;
import dev.tenantbackup.crash.FailingCommit.Truth;
import dev.tenantbackup.database.TenantDatabase;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.DatabaseException;
import dev.tenantbackup.model.OutcomeUnknownException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.testkit.databases.Engine;
import dev.tenantbackup.testkit.databases.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A commit fails after the database has made it, or before, and a restore that has only updated rows finds out which. Only
 * PostgreSQL can be asked; elsewhere a row has to tell, and if none can, the outcome is said to be unknown.
 */
class CommitOutcomeTest {

    private static final TenantId SHOP = TenantId.of(2);

    private static final Runnable NOTHING = () -> {};

    /** A lost connection, a failure without a state, one of a proxy or driver, and one that says that nobody knows. */
    private static final List<String> STATES = Arrays.asList("08006", null, "HY000", "40003");

    @ParameterizedTest
    @EnumSource
    void commitThatWasMadeIsFoundOutWhateverItFailedWith(Engine engine) {
        for (String state : STATES) {
            Scene scene = new Scene(engine, "update orders set note = 'spoilt' where shop_id = 2");

            scene.restore(RestoreRequest.into(SHOP), new FailingCommit(Truth.MADE, state, NOTHING));

            assertThat(scene.orders()).as("after " + state).isEqualTo(scene.archived);
            assertThat(scene.writers).as("transactions").isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void lostCommitThatWasNotMadeIsDoneAgain(Engine engine) {
        Scene scene = new Scene(engine, "update orders set note = 'spoilt' where shop_id = 2");

        scene.restore(RestoreRequest.into(SHOP), new FailingCommit(Truth.NOT_MADE, "08006", NOTHING));

        assertThat(scene.orders()).isEqualTo(scene.archived);
        assertThat(scene.writers).as("transactions").isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void commitThatFailedForNoKnownReasonAndWasNotMadeIsToldAsFailed(Engine engine) {
        Scene scene = new Scene(engine, "update orders set note = 'spoilt' where shop_id = 2");

        assertThatThrownBy(() ->
                        scene.restore(RestoreRequest.into(SHOP), new FailingCommit(Truth.NOT_MADE, "HY000", NOTHING)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("failed by the test");
        assertThat(scene.orders()).isEqualTo(scene.damaged);
    }

    @ParameterizedTest
    @EnumSource
    void rowThatIsWrittenAsItIsAlreadyProvesNothing(Engine engine) {
        for (Truth truth : Truth.values()) {
            Scene scene = new Scene(engine, "update orders set coupon_id = null where id = 202");
            RestoreRequest request = RestoreRequest.into(SHOP).withDirtyReferences(DirtyRule.NULL);
            FailingCommit failing = new FailingCommit(truth, "08006", NOTHING);

            if (engine == Engine.POSTGRESQL) {
                scene.restore(request, failing);
                assertThat(scene.writers).as("transactions").isEqualTo(truth == Truth.MADE ? 1 : 2);
            } else {
                assertThatThrownBy(() -> scene.restore(request, failing)).isInstanceOf(OutcomeUnknownException.class);
            }
            assertThat(scene.orders()).isEqualTo(scene.damaged);
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowThatIsWrittenAsItIsAlreadyIsPassedOverForOneThatChanges(Engine engine) {
        for (Truth truth : Truth.values()) {
            Scene scene = new Scene(
                    engine,
                    "update orders set coupon_id = null where id = 202",
                    "update orders set note = 'spoilt' where id = 204");
            RestoreRequest request = RestoreRequest.into(SHOP).withDirtyReferences(DirtyRule.NULL);

            scene.restore(request, new FailingCommit(truth, "08006", NOTHING));

            assertThat(scene.writers).as("transactions").isEqualTo(truth == Truth.MADE ? 1 : 2);
            assertThat(scene.orders()).doesNotContain("204 2 221 spoilt").contains("202 2 null as it was");
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowThatTheApplicationWritesAfterTheCommitIsNotOverwritten(Engine engine) {
        Scene scene = new Scene(engine, "update orders set note = 'spoilt' where id = 203");
        FailingCommit failing = new FailingCommit(
                Truth.MADE, "08006", () -> scene.execute("update orders set note = 'by hand' where id = 203"));

        if (engine == Engine.POSTGRESQL) {
            scene.restore(RestoreRequest.into(SHOP), failing);
        } else {
            assertThatThrownBy(() -> scene.restore(RestoreRequest.into(SHOP), failing))
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageContaining("Outcome unknown");
        }
        assertThat(scene.orders()).contains("203 2 221 by hand");
        assertThat(scene.writers).as("transactions").isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void commitThatWasRefusedBecauseOfOthersIsDoneAgainWithoutALook(Engine engine) {
        Scene scene = new Scene(engine, "update orders set coupon_id = null where id = 202");

        scene.restore(
                RestoreRequest.into(SHOP).withDirtyReferences(DirtyRule.NULL),
                new FailingCommit(Truth.NOT_MADE, "40001", NOTHING));

        assertThat(scene.writers).as("transactions").isEqualTo(2);
        assertThat(scene.orders()).isEqualTo(scene.damaged);
    }

    /** Two shops that look alike, and a backup of the second; its order 202 had a coupon that does not exist. */
    private static final class Scene {

        private final TestDatabase database;
        private final MemoryStorage storage = new MemoryStorage();
        private final BackupId backup;
        final List<String> archived;
        final List<String> damaged;
        private final List<String> bystander;
        int writers;

        Scene(Engine engine, String... damage) {
            database = engine.create();
            execute(
                    "create table shops (id integer primary key, name varchar(40) not null)",
                    "create table coupons (id integer primary key, shop_id integer not null,"
                            + " foreign key (shop_id) references shops (id))",
                    "create table orders (id integer primary key, shop_id integer not null, coupon_id integer,"
                            + " note varchar(40), foreign key (shop_id) references shops (id))");
            for (int shop = 1; shop <= 2; shop++) {
                int n = 100 * shop;
                execute(
                        "insert into shops values (" + shop + ", 'Casa')",
                        "insert into coupons values (" + (n + 21) + ", " + shop + ")");
                for (int i = 1; i <= 4; i++) {
                    execute("insert into orders values (" + (n + i) + ", " + shop + ", " + (n + 21) + ", 'as it was')");
                }
            }
            execute("update orders set coupon_id = 999 where id = 202");
            backup = service(JdbcTenantDatabase.of(database.dataSource()))
                    .exportTenant(SHOP)
                    .id();
            archived = orders();
            bystander = rows(1);
            execute(damage);
            damaged = orders();
        }

        void restore(RestoreRequest request, FailingCommit failing) {
            HookedDatabase hooked =
                    new HookedDatabase(JdbcTenantDatabase.of(WatchedDataSource.of(database.dataSource(), failing)));
            try {
                service(hooked.beforeCommit(failing::arm).asDatabase()).restore(backup, request);
            } finally {
                writers = hooked.writers();
                assertThat(rows(1)).as("bystander").isEqualTo(bystander);
            }
        }

        private TenantBackupService service(TenantDatabase over) {
            return TenantBackupService.builder()
                    .database(over)
                    .catalog(DeclaredCatalog.of(CatalogFile.parse("""
                            version: 1
                            tenant: {table: shops, name: name}
                            tables:
                              orders:
                                references:
                                  - {column: coupon_id, to: coupons}
                            """, CatalogFormat.YAML)))
                    .storage(storage)
                    .build();
        }

        /** The orders of the second shop. */
        List<String> orders() {
            return rows(2);
        }

        private List<String> rows(int shop) {
            String query = "select id, shop_id, coupon_id, note from orders where shop_id = " + shop + " order by id";
            List<String> rows = new ArrayList<>();
            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                while (row.next()) {
                    rows.add(row.getString(1) + " " + row.getString(2) + " " + row.getString(3) + " "
                            + row.getString(4));
                }
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
            return rows;
        }

        void execute(String... statements) {
            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        }
    }
}
