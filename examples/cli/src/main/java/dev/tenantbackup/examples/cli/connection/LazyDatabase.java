// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.connection;

import com.zaxxer.hikari.HikariDataSource;
import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.SchemaProbe;
import dev.tenantbackup.catalog.TableCatalog;
import dev.tenantbackup.database.SupportsExamination;
import dev.tenantbackup.database.TenantDatabase;
import dev.tenantbackup.database.TenantExaminer;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.database.TenantWriter;
import dev.tenantbackup.examples.cli.settings.Settings;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.jdbc.fence.DatabaseFence;
import dev.tenantbackup.jdbc.scratch.SchemaSetup;
import dev.tenantbackup.jdbc.scratch.ScratchSchema;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.schema.DatabaseSchema;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Connects when it is first used. */
final class LazyDatabase implements TenantDatabase, SupportsExamination, AutoCloseable {

    private final Settings settings;
    private @Nullable HikariDataSource pool;
    private @Nullable JdbcTenantDatabase database;

    LazyDatabase(Settings settings) {
        this.settings = settings;
    }

    private synchronized JdbcTenantDatabase connected() {
        if (database == null) {
            pool = ConnectionPool.open(settings);
            JdbcTenantDatabase jdbc = JdbcTenantDatabase.of(pool);
            database = settings.schemas().isEmpty()
                    ? jdbc
                    : jdbc.schemas(settings.schemas().toArray(new String[0]));
        }
        return database;
    }

    @Override
    public DatabaseSchema schema() {
        return connected().schema();
    }

    @Override
    public SchemaProbe probe() {
        return connected().probe();
    }

    @Override
    public TenantReader reader(Catalog catalog) {
        return connected().reader(catalog);
    }

    @Override
    public TenantWriter writer(LoadPlan plan) {
        return connected().writer(plan);
    }

    @Override
    public TenantExaminer examiner(Catalog catalog, TenantId tenant) {
        return connected().examiner(catalog, tenant);
    }

    ScratchSchema scratch(SchemaSetup setup) {
        connected();
        return ScratchSchema.of(Objects.requireNonNull(pool, "connected"), setup);
    }

    DatabaseFence fence(TableCatalog catalog) {
        return connected().fence(catalog);
    }

    @Override
    public synchronized void close() {
        if (pool != null) {
            pool.close();
        }
    }
}
