// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.random;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.CatalogDeclarations;
import dev.tenantbackup.catalog.DeclaredCatalog;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.testkit.databases.Engine;
import dev.tenantbackup.testkit.databases.TestDatabase;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A few tables and rows that show one thing. There is a table {@code tenants (id integer, name varchar(40))} with the rows 1
 * and 2, whose tenant column elsewhere is {@code tenant_id}.
 */
final class SmallDatabase {

    static final TenantId ONE = TenantId.of(1);

    private final TestDatabase database;
    private final TenantBackupService service;

    private SmallDatabase(TestDatabase database, TenantBackupService service) {
        this.database = database;
        this.service = service;
    }

    static SmallDatabase of(Engine engine, String... statements) {
        return of(engine, UnaryOperator.identity(), statements);
    }

    static SmallDatabase of(Engine engine, UnaryOperator<CatalogDeclarations.Builder> says, String... statements) {
        TestDatabase database = engine.create();
        CatalogDeclarations.Builder catalog =
                CatalogDeclarations.builder().tenantTable("tenants").tenantColumn("tenant_id");
        TenantBackupService service = TenantBackupService.builder()
                .database(JdbcTenantDatabase.of(database.dataSource()))
                .catalog(DeclaredCatalog.of(says.apply(catalog).build()))
                .storage(new MemoryStorage())
                .build();
        SmallDatabase small = new SmallDatabase(database, service);
        small.execute(
                "create table tenants (id integer primary key, name varchar(40) not null)",
                "insert into tenants values (1, 'Casa'), (2, 'Casa')");
        small.execute(statements);
        return small;
    }

    TenantBackupService service() {
        return service;
    }

    BackupId export() {
        return service.exportTenant(ONE).id();
    }

    void execute(String... statements) {
        database.execute(statements);
    }

    /** The rows of a query, sorted, values joined by a space. */
    List<String> rows(String query) {
        return database.rows(query).stream().sorted().toList();
    }
}
