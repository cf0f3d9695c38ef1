// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.database.TenantWriter;
import dev.tenantbackup.extract.RowSource;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a tenant shall hold of whom nothing shall be left: every table of the catalog, and no row in any. */
final class NoRows implements RestoreSource, RowSource {

    private final TenantId tenant;
    private final Map<TableName, List<String>> columns = new TreeMap<>();

    NoRows(TenantId tenant, Catalog catalog) {
        this.tenant = tenant;
        for (CatalogTable table : catalog.ownedTables()) {
            columns.put(table.name(), table.schema().storedColumnNames());
        }
    }

    @Override
    public TenantId origin() {
        return tenant;
    }

    @Override
    public RowSource before() {
        return this;
    }

    @Override
    public RowSource inside(TenantWriter writer) {
        return this;
    }

    @Override
    public FileSupply files() {
        return FileSupply.NONE;
    }

    @Override
    public String name() {
        return "nothing of tenant '" + tenant + "'";
    }

    @Override
    public Set<TableName> tables() {
        return columns.keySet();
    }

    @Override
    public List<String> columns(TableName table) {
        return columns.getOrDefault(table, List.of());
    }

    @Override
    public long count(TableName table) {
        return 0;
    }

    @Override
    public Optional<RowKey> lastKey(TableName table) {
        return Optional.empty();
    }

    @Override
    public RowStream rows(TableName table) {
        return RowStream.of(columns(table), List.of());
    }
}
