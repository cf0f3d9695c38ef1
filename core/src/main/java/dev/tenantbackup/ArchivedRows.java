// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.archive.ArchiveReader;
import dev.tenantbackup.archive.Block;
import dev.tenantbackup.archive.ManifestTable;
import dev.tenantbackup.extract.KnownBlocks;
import dev.tenantbackup.extract.RowSource;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A tenant's rows as an archive holds them. The reader stays the caller's. */
final class ArchivedRows implements RowSource {

    private final String name;
    private final ArchiveReader archive;

    ArchivedRows(String name, ArchiveReader archive) {
        this.name = name;
        this.archive = archive;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<TableName> tables() {
        Set<TableName> tables = new TreeSet<>();
        archive.manifest().tables().forEach(table -> tables.add(table.name()));
        return tables;
    }

    @Override
    public List<String> columns(TableName table) {
        return entry(table).columnNames();
    }

    @Override
    public Optional<Column> column(TableName table, String column) {
        return entry(table).columns().stream()
                .filter(archived -> archived.name().equals(column))
                .findFirst();
    }

    @Override
    public Optional<List<String>> keyColumns(TableName table) {
        return Optional.of(entry(table).keyColumns());
    }

    @Override
    public long count(TableName table) {
        return entry(table).content().rows();
    }

    @Override
    public Optional<RowKey> lastKey(TableName table) {
        ManifestTable entry = entry(table);
        List<Block> blocks = entry.content().blocks();
        return blocks.isEmpty() || entry.keyColumns().isEmpty()
                ? Optional.empty()
                : Optional.of(new RowKey(
                        entry.keyColumns(), blocks.get(blocks.size() - 1).last()));
    }

    @Override
    public Optional<KnownBlocks> blocks(TableName table) {
        ManifestTable entry = entry(table);
        return entry.keyColumns().isEmpty() ? Optional.empty() : Optional.of(new ArchivedBlocks(archive, entry));
    }

    @Override
    public RowStream rows(TableName table) {
        return archive.rows(table);
    }

    private ManifestTable entry(TableName table) {
        return archive.manifest()
                .find(table)
                .orElseThrow(() -> new IllegalArgumentException("table '" + table + "' is not in " + name));
    }
}
