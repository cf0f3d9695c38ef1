// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.drift.Evolution;
import dev.tenantbackup.extract.KnownBlocks;
import dev.tenantbackup.extract.RowSource;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An archive's rows as they are after the changes that the host declares: under the names of now, in the key order of now.
 * Blocks are known where a table's rows are as archived, whatever the table and its columns are called.
 */
final class UpgradedRows implements RowSource {

    private final ArchivedRows archived;
    private final Evolution evolution;

    UpgradedRows(ArchivedRows archived, Evolution evolution) {
        this.archived = archived;
        this.evolution = evolution;
    }

    @Override
    public String name() {
        return archived.name();
    }

    @Override
    public Set<TableName> tables() {
        return evolution.tables(false);
    }

    @Override
    public List<String> columns(TableName table) {
        return evolution.columns(table);
    }

    @Override
    public Optional<Column> column(TableName table, String column) {
        return evolution.columnThen(table, column);
    }

    @Override
    public Optional<List<String>> keyColumns(TableName table) {
        return Optional.of(evolution.key(table));
    }

    @Override
    public long count(TableName table) {
        return archived.count(then(table));
    }

    @Override
    public Optional<RowKey> lastKey(TableName table) {
        return evolution.keepsKeys(table)
                ? archived.lastKey(then(table)).map(key -> new RowKey(evolution.key(table), key.values()))
                : Optional.empty();
    }

    @Override
    public Optional<KnownBlocks> blocks(TableName table) {
        return evolution.changesNoRow(table) ? archived.blocks(then(table)) : Optional.empty();
    }

    @Override
    public RowStream rows(TableName table) {
        return evolution.over(table, archived.rows(then(table)));
    }

    private TableName then(TableName table) {
        return evolution.archived(table).name();
    }
}
