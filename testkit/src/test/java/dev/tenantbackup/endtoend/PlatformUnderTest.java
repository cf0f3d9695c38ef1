// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogDeclarations;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.DeclaredCatalog;
import dev.tenantbackup.catalog.TableCatalog;
import dev.tenantbackup.catalog.file.CatalogFile;
import dev.tenantbackup.catalog.file.CatalogFormat;
import dev.tenantbackup.database.TenantDatabase;
import dev.tenantbackup.examples.platform.Damage;
import dev.tenantbackup.examples.platform.DamageToll;
import dev.tenantbackup.examples.platform.Fill;
import dev.tenantbackup.examples.platform.Platform;
import dev.tenantbackup.examples.platform.Product;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.testkit.TenantDigest;
import dev.tenantbackup.testkit.databases.Engine;
import dev.tenantbackup.testkit.databases.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A sample platform in a database of its own, with a service over it. */
final class PlatformUnderTest {

    final TestDatabase database;
    final JdbcTenantDatabase tenants;
    final TableCatalog tableCatalog;
    final Catalog catalog;
    final BackupStorage storage;
    final TenantBackupService service;

    private PlatformUnderTest(TestDatabase database, BackupStorage storage, TableCatalog tableCatalog) {
        this.database = database;
        this.storage = storage;
        this.tenants = JdbcTenantDatabase.of(database.dataSource());
        this.tableCatalog = tableCatalog;
        this.service = TenantBackupService.builder()
                .database(tenants)
                .catalog(tableCatalog)
                .storage(storage)
                .build();
        this.catalog = service.catalog();
    }

    static PlatformUnderTest filled(Engine engine, Fill fill) {
        PlatformUnderTest platform = empty(engine);
        platform.run(connection -> Platform.fill(connection, Product.of(connection), fill));
        return platform;
    }

    /** The tables without rows. */
    static PlatformUnderTest empty(Engine engine) {
        return empty(engine, new MemoryStorage());
    }

    /** The tables without rows, beside backups that were made elsewhere. */
    static PlatformUnderTest empty(Engine engine, BackupStorage storage) {
        TestDatabase database = engine.create();
        try (Connection connection = database.dataSource().getConnection()) {
            Platform.create(connection, Product.of(connection));
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        return new PlatformUnderTest(database, storage, platformCatalog());
    }

    static TableCatalog platformCatalog() {
        return DeclaredCatalog.of(platformDeclarations());
    }

    /** The platform's catalog with something else in its file. */
    static TableCatalog platformCatalog(UnaryOperator<String> change) {
        return DeclaredCatalog.of(platformDeclarations(change));
    }

    static CatalogDeclarations platformDeclarations() {
        return platformDeclarations(UnaryOperator.identity());
    }

    private static CatalogDeclarations platformDeclarations(UnaryOperator<String> change) {
        try (InputStream in = Objects.requireNonNull(Platform.class.getResourceAsStream("platform-catalog.yaml"))) {
            String file = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return CatalogFile.parse(change.apply(file), CatalogFormat.YAML);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A service over the same backups with another catalog or by way of another database. */
    TenantBackupService service(TenantDatabase through, TableCatalog by) {
        return TenantBackupService.builder()
                .database(through)
                .catalog(by)
                .storage(storage)
                .build();
    }

    /** The digests of every tenant, and of the rows that are nobody's. */
    Map<String, Map<TableName, String>> digests() {
        Map<String, Map<TableName, String>> digests = new TreeMap<>(TenantDigest.ofAll(tenants, catalog));
        digests.put("nobody", NobodysRows.digests(this));
        return digests;
    }

    /** The digests of all but one. */
    Map<String, Map<TableName, String>> digestsWithout(TenantId tenant) {
        Map<String, Map<TableName, String>> digests = digests();
        digests.remove(tenant.value());
        return digests;
    }

    TenantRows rows(TenantId tenant) {
        return TenantRows.of(tenants, catalog, tenant);
    }

    /** A table of the catalog, however the database spells its name. */
    TableName table(String name) {
        return catalog.tables().stream()
                .map(CatalogTable::name)
                .filter(table -> table.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow();
    }

    Map<TableName, String> digest(TenantId tenant) {
        return TenantDigest.of(tenants, catalog, tenant);
    }

    DamageToll damage(Damage damage, long restaurant) {
        List<DamageToll> toll = new ArrayList<>();
        run(connection -> toll.add(damage.apply(connection, Product.of(connection), restaurant)));
        return toll.get(0);
    }

    void run(Work work) {
        try (Connection connection = database.dataSource().getConnection()) {
            work.run(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    void execute(String sql) {
        run(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        });
    }

    long number(String sql) {
        long[] number = new long[1];
        run(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                row.next();
                number[0] = row.getLong(1);
            }
        });
        return number[0];
    }

    interface Work {
        void run(Connection connection) throws SQLException;
    }
}
