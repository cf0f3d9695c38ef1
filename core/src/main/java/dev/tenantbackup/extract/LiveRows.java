// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.extract;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A tenant's rows as a snapshot shows them. Counts are remembered; the reader stays the caller's. */
public final class LiveRows implements RowSource {

    private final TenantReader reader;
    private final Catalog catalog;
    private final TenantId tenant;
    private final boolean apart;
    private final Map<TableName, Long> counts = new HashMap<>();
    private final Map<TableName, List<SeenBlocks.Seen>> seen = new HashMap<>();

    private LiveRows(TenantReader reader, Catalog catalog, TenantId tenant, boolean apart) {
        this.reader = reader;
        this.catalog = catalog;
        this.tenant = tenant;
        this.apart = apart;
    }

    /** Rows read through a reader that others use between one row and the next. */
    public static LiveRows among(TenantReader reader, Catalog catalog, TenantId tenant) {
        return new LiveRows(reader, catalog, tenant, false);
    }

    /**
     * Rows read in bulk, through a reader that nobody else uses. One table's stream is closed before the next is opened.
     * Once all rows of a table have been read, its blocks are known.
     */
    public static LiveRows apart(TenantReader reader, Catalog catalog, TenantId tenant) {
        return new LiveRows(reader, catalog, tenant, true);
    }

    @Override
    public String name() {
        return "tenant '" + tenant + "'";
    }

    @Override
    public Set<TableName> tables() {
        Set<TableName> tables = new TreeSet<>();
        catalog.ownedTables().stream().map(CatalogTable::name).forEach(tables::add);
        return tables;
    }

    @Override
    public List<String> columns(TableName table) {
        return catalog.table(table).schema().storedColumnNames();
    }

    @Override
    public long count(TableName table) {
        return counts.computeIfAbsent(table, name -> reader.count(name, tenant));
    }

    @Override
    public Optional<RowKey> lastKey(TableName table) {
        return Optional.empty();
    }

    @Override
    public boolean isApart() {
        return apart;
    }

    @Override
    public RowStream rows(TableName table) {
        if (!apart) {
            return reader.rows(table, tenant);
        }
        RowStream rows = reader.rowsInBulk(table, tenant);
        List<String> key = catalog.table(table).schema().keyColumns();
        boolean isNews = !key.isEmpty() && !seen.containsKey(table);
        int[] positions = key.stream().mapToInt(rows.columns()::indexOf).toArray();
        return isNews ? SeenBlocks.remembering(rows, positions, blocks -> seen.put(table, blocks)) : rows;
    }

    @Override
    public Optional<KnownBlocks> blocks(TableName table) {
        return Optional.ofNullable(seen.get(table))
                .map(blocks -> new SeenBlocks(blocks, () -> reader.rowsInBulk(table, tenant)));
    }
}
