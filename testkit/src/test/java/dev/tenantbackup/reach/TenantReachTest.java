// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.reach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.CloneRequest;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.DeclaredCatalog;
import dev.tenantbackup.catalog.file.CatalogFile;
import dev.tenantbackup.catalog.file.CatalogFormat;
import dev.tenantbackup.crash.WatchedDataSource;
import dev.tenantbackup.examples.platform.Fill;
import dev.tenantbackup.examples.platform.Platform;
import dev.tenantbackup.examples.platform.Product;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.testkit.databases.Engine;
import dev.tenantbackup.testkit.databases.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Cost follows the tenant: where every way to a tenant's rows has an index, no statement reads a large table of everybody's
 * rows, for a tenant that has less than one row in a hundred on PostgreSQL. Rows that are nobody's are looked for in the whole database, by one
 * backup for all that are made within ten minutes: that one is not listened to.
 */
class TenantReachTest {

    /** Rows are in memory, where one by one costs as much as one after the other: so it is in a database a hundred times as large. */
    private static final String IN_MEMORY =
            "do $$ begin execute format(" + "'alter database %I set random_page_cost = 1', current_database()); end $$";

    private static final TenantId TENANT = TenantId.of(7);
    private static final TenantId BYSTANDER = TenantId.of(8);

    @Test
    void everyStatementReachesRowsThroughTheTenantsKeys() throws SQLException, IOException {
        TestDatabase database = filled(Fill.of(150, 800));
        Explainer explainer = new Explainer(plans(database, 5_000));
        TenantBackupService service = service(database, explainer);
        BackupId bystander = service.exportTenant(BYSTANDER).id();

        explainer.listen();
        BackupId backup = service.exportTenant(TENANT).id();
        assertThat(explainer.scans()).as("export").isEmpty();
        assertThat(explainer.explained()).as("statements of an export").isGreaterThan(80);

        explainer.listen();
        service.diff(backup);
        assertThat(explainer.scans()).as("diff").isEmpty();

        run(
                database,
                "update orders set order_number = -order_number where restaurant_id = 7 and id % 50 = 1",
                "delete from price_history where restaurant_id = 7 and id % 4 = 1");
        explainer.listen();
        service.restore(backup, RestoreRequest.into(TENANT));
        assertThat(explainer.scans()).as("restore").isEmpty();

        explainer.listen();
        service.clone(TENANT, CloneRequest.named("Copy"));
        assertThat(explainer.scans()).as("clone").isEmpty();
        assertThat(service.diff(bystander).tables().values()).allMatch(changes -> changes.written() == 0);
    }

    @Test
    void aMissingIndexIsNoticed() throws SQLException, IOException {
        TestDatabase database = filled(Fill.of(110, 500));
        Explainer explainer = new Explainer(plans(database, 2_000));
        TenantBackupService service = service(database, explainer);
        service.exportTenant(BYSTANDER);
        explainer.listen();
        service.exportTenant(TENANT);
        assertThat(explainer.scans()).extracting(Scan::table).doesNotContain("options");

        run(database, "alter table options drop constraint uq_options_option_group_id_position");
        service.exportTenant(BYSTANDER);
        explainer.listen();
        service.exportTenant(TENANT);

        assertThat(explainer.scans()).extracting(Scan::table).contains("options");
    }

    private static TestDatabase filled(Fill fill) throws SQLException {
        TestDatabase database = Engine.POSTGRESQL.create();
        try (Connection connection = database.dataSource().getConnection()) {
            Platform.create(connection, Product.of(connection));
            Platform.fill(connection, Product.of(connection), fill);
        }
        run(database, "analyze", IN_MEMORY);
        return database;
    }

    /** Tables with fewer rows than {@code large} are read faster from beginning to end. */
    private static Plans plans(TestDatabase database, int large) throws SQLException {
        Map<String, Long> rows = new HashMap<>();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select relname, reltuples::bigint from pg_class where relkind = 'r'"
                                + " and relnamespace = 'public'::regnamespace and reltuples >= " + large)) {
            while (row.next()) {
                rows.put(row.getString(1), row.getLong(2));
            }
        }
        return new Plans(rows);
    }

    private static void run(TestDatabase database, String... statements) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static TenantBackupService service(TestDatabase database, Explainer explainer) throws IOException {
        try (InputStream file = Objects.requireNonNull(Platform.class.getResourceAsStream("platform-catalog.yaml"))) {
            String catalog = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return TenantBackupService.builder()
                    .database(JdbcTenantDatabase.of(WatchedDataSource.of(database.dataSource(), explainer)))
                    .catalog(DeclaredCatalog.of(CatalogFile.parse(catalog, CatalogFormat.YAML)))
                    .storage(new MemoryStorage())
                    .build();
        }
    }
}
