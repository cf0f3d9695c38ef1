// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.DeclaredCatalog;
import dev.tenantbackup.catalog.file.CatalogFile;
import dev.tenantbackup.catalog.file.CatalogFormat;
import dev.tenantbackup.database.TenantDatabase;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.plan.SharedRowPolicy;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.testkit.databases.Engine;
import dev.tenantbackup.testkit.databases.TestDatabase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A shared row that a restore wants to create, and somebody else creates at the worst moment. */
class SharedCreationRaceTest {

    private static final String[] TABLES = {
        "create table countries (id bigint not null primary key, code varchar(2) not null unique)",
        "create table shops (id bigint not null primary key, name varchar(20), country_id bigint,"
                + " foreign key (country_id) references countries (id))"
    };

    @ParameterizedTest
    @EnumSource
    void isFoundByTheNextTryAndNotCreatedTwice(Engine engine) {
        MemoryStorage storage = new MemoryStorage();
        TestDatabase here =
                database(engine, "insert into countries values (4, 'DE')", "insert into shops values (2, 'Two', 4)");
        BackupId backup = service(JdbcTenantDatabase.of(here.dataSource()), storage)
                .exportTenant(TenantId.of(2))
                .id();
        TestDatabase there =
                database(engine, "insert into countries values (1, 'AT')", "insert into shops values (1, 'One', 1)");
        HookedDatabase hooked = new HookedDatabase(JdbcTenantDatabase.of(there.dataSource()))
                .afterStaging(() -> there.execute("insert into countries values (9, 'DE')"));

        service(hooked.asDatabase(), storage)
                .restore(backup, RestoreRequest.into(TenantId.of(2)).withSharedRows(SharedRowPolicy.CREATE));

        assertThat(hooked.writers()).as("transactions").isEqualTo(2);
        assertThat(there.rows("select country_id from shops order by id")).containsExactly("1", "9");
        assertThat(there.rows("select code from countries order by code")).containsExactly("AT", "DE");
    }

    private static TenantBackupService service(TenantDatabase database, MemoryStorage storage) {
        return TenantBackupService.builder()
                .database(database)
                .catalog(DeclaredCatalog.of(CatalogFile.parse(
                        "version: 1\ntenant: {table: shops, name: name}\ntables: {countries: {shared: [code]}}\n",
                        CatalogFormat.YAML)))
                .storage(storage)
                .build();
    }

    private static TestDatabase database(Engine engine, String... rows) {
        TestDatabase database = engine.create();
        database.execute(TABLES);
        database.execute(rows);
        return database;
    }
}
