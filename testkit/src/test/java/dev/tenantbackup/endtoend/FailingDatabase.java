// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.SchemaProbe;
import dev.tenantbackup.database.Snapshot;
import dev.tenantbackup.database.TenantDatabase;
import dev.tenantbackup.database.TenantInfo;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.database.TenantWriter;
import dev.tenantbackup.model.DatabaseException;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.plan.LoadPlan;
import dev.tenantbackup.schema.DatabaseSchema;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A database from which one tenant's rows can't be read. */
record FailingDatabase(TenantDatabase database, TenantId unreadable) implements TenantDatabase {

    @Override
    public DatabaseSchema schema() {
        return database.schema();
    }

    @Override
    public SchemaProbe probe() {
        return database.probe();
    }

    @Override
    public TenantReader reader(Catalog catalog) {
        return new FailingReader(database.reader(catalog), unreadable);
    }

    @Override
    public TenantWriter writer(LoadPlan plan) {
        return database.writer(plan);
    }

    private record FailingReader(TenantReader reader, TenantId unreadable) implements TenantReader {

        @Override
        public RowStream rows(TableName table, TenantId tenant) {
            if (tenant.equals(unreadable)) {
                throw new DatabaseException(
                        Problem.of("Cannot read tenant '" + tenant + "'.").withTenant(tenant));
            }
            return reader.rows(table, tenant);
        }

        @Override
        public List<TenantReader> share(int readers) {
            return reader.share(readers).stream()
                    .map(shared -> (TenantReader) new FailingReader(shared, unreadable))
                    .toList();
        }

        @Override
        public Snapshot snapshot() {
            return reader.snapshot();
        }

        @Override
        public List<TenantInfo> tenants() {
            return reader.tenants();
        }

        @Override
        public List<TenantInfo> activeTenants() {
            return reader.activeTenants();
        }

        @Override
        public Optional<TenantInfo> find(TenantId tenant) {
            return reader.find(tenant);
        }

        @Override
        public long count(TableName table, TenantId tenant) {
            return reader.count(table, tenant);
        }

        @Override
        public RowStream sharedRows(TableName table, TenantId tenant) {
            return reader.sharedRows(table, tenant);
        }

        @Override
        public List<Row> sharedRows(TableName table, List<String> columns, Collection<Row> values) {
            return reader.sharedRows(table, columns, values);
        }

        @Override
        public Optional<String> greatestShared(TableName table, String column) {
            return reader.greatestShared(table, column);
        }

        @Override
        public List<Finding> findings(TenantId tenant) {
            return reader.findings(tenant);
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
