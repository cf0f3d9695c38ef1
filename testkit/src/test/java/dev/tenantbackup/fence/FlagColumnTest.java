// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.fence;

import static dev.tenantbackup.fence.FencedShops.ACTOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.DeclaredCatalog;
import dev.tenantbackup.catalog.TableCatalog;
import dev.tenantbackup.catalog.file.CatalogFile;
import dev.tenantbackup.catalog.file.CatalogFormat;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.jdbc.fence.FlagColumn;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.testkit.databases.Engine;
import dev.tenantbackup.testkit.databases.TestDatabase;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A flag on the tenant's row tells the application, and a restore leaves it raised. */
class FlagColumnTest {

    private static final TenantId TENANT = TenantId.of(2);
    private static final FenceRequest WRITES = FenceRequest.writes(TENANT, ACTOR, "the menu is gone");

    private static final String LIVE = "  shops: {columns: {fenced: live, mode: live}}\n";

    private final MemoryStorage storage = new MemoryStorage();

    private static TestDatabase shops(Engine engine) {
        TestDatabase database = engine.create();
        database.execute(
                "create table shops (id bigint primary key, name varchar(50), fenced boolean default false not null,"
                        + " mode varchar(20) default 'open' not null)",
                "create table orders (id bigint primary key, shop_id bigint not null references shops (id), total int)",
                "insert into shops (id, name) values (1, 'One')",
                "insert into shops (id, name) values (2, 'One')",
                "insert into orders values (10, 1, 5)",
                "insert into orders values (20, 2, 5)");
        return database;
    }

    private static TableCatalog catalog(String tables) {
        return DeclaredCatalog.of(CatalogFile.parse(
                "version: 1\ntenant: {table: shops, name: name}\n" + (tables.isEmpty() ? "" : "tables:\n" + tables),
                CatalogFormat.YAML));
    }

    private static String spelled(Engine engine, String name) {
        return engine == Engine.H2 ? name.toUpperCase(Locale.ROOT) : name;
    }

    private TenantFence fence(TestDatabase database, String tables) {
        FlagColumn flag = JdbcTenantDatabase.of(database.dataSource())
                .flagColumn(catalog(tables), spelled(database.engine(), "fenced"), "false")
                .raisedBy(FenceLevel.WRITES, "true");
        return RecordedFence.of(storage, flag);
    }

    @ParameterizedTest
    @EnumSource
    void aRestoreLeavesTheFlagRaisedAndDoesNotCallItselfExclusive(Engine engine) {
        TestDatabase database = shops(engine);
        TenantFence fence = fence(database, LIVE);
        TenantBackupService service = TenantBackupService.builder()
                .database(JdbcTenantDatabase.of(database.dataSource()))
                .catalog(catalog(LIVE))
                .storage(storage)
                .fence(fence)
                .build();
        BackupId backup = service.exportTenant(TENANT).id();
        database.execute("delete from orders where id = 20");

        RaisedFence up = fence.raise(WRITES);

        assertThat(up.isEffective()).isFalse();
        assertThat(database.rows("select id from shops where fenced")).containsExactly("2");
        RestoreResult restored = service.restore(backup, RestoreRequest.into(TENANT));
        assertThat(restored.total().written()).isEqualTo(1);
        assertThat(restored.exclusive()).isFalse();
        assertThat(database.rows("select id from shops where fenced")).containsExactly("2");
        assertThat(fence.lift(TENANT)).contains(up);
        assertThat(database.rows("select id from shops where fenced")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void eachLevelHasAValueOfItsOwn(Engine engine) {
        TestDatabase database = shops(engine);
        TenantFence fence = RecordedFence.of(
                storage,
                JdbcTenantDatabase.of(database.dataSource())
                        .flagColumn(catalog(LIVE), spelled(engine, "mode"), "open")
                        .raisedBy(FenceLevel.WRITES, "read only")
                        .raisedBy(FenceLevel.ALL, "closed"));

        fence.raise(WRITES);
        assertThat(database.rows("select mode from shops order by id")).containsExactly("open", "read only");
        fence.raise(FenceRequest.all(TENANT, ACTOR, "a breach"));
        assertThat(database.rows("select mode from shops order by id")).containsExactly("open", "closed");
        fence.lift(TENANT);
        assertThat(database.rows("select mode from shops order by id")).containsExactly("open", "open");
    }

    @ParameterizedTest
    @EnumSource(names = "H2")
    void aFlagThatARestoreWouldOverwriteIsRefused(Engine engine) {
        TestDatabase database = shops(engine);

        assertThatThrownBy(() -> fence(database, "").raise(WRITES))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("a restore would overwrite it")
                .hasMessageContaining("{FENCED: live}");
        assertThatThrownBy(() -> fence(database, LIVE).raise(FenceRequest.all(TENANT, ACTOR, "a breach")))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> fence(database, LIVE).raise(FenceRequest.writes(TenantId.of(9), ACTOR, "who")))
                .isInstanceOf(NotFoundException.class);
        assertThat(database.rows("select id from shops where fenced")).isEmpty();
        assertThat(fence(database, LIVE).raised()).isEmpty();
    }
}
