// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.endtoend;

import dev.tenantbackup.database.Snapshot;
import dev.tenantbackup.database.TenantInfo;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.Cancellation;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A reader that forwards everything, for those that differ in one thing. */
abstract class ForwardingReader implements TenantReader {

    private final TenantReader reader;

    ForwardingReader(TenantReader reader) {
        this.reader = reader;
    }

    /** The same for a further reader of the view. */
    abstract ForwardingReader over(TenantReader further);

    @Override
    public RowStream rows(TableName table, TenantId tenant) {
        return reader.rows(table, tenant);
    }

    @Override
    public RowStream rowsInBulk(TableName table, TenantId tenant) {
        return reader.rowsInBulk(table, tenant);
    }

    @Override
    public List<TenantReader> share(int readers) {
        return reader.share(readers).stream()
                .map(further -> (TenantReader) over(further))
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
    public List<Finding> findings(TenantId tenant, Cancellation cancellation) {
        return reader.findings(tenant, cancellation);
    }

    @Override
    public List<Finding> nobodysRows(Cancellation cancellation) {
        return reader.nobodysRows(cancellation);
    }

    @Override
    public void close() {
        reader.close();
    }
}
