// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.archive.ArchiveReader;
import dev.tenantbackup.archive.Block;
import dev.tenantbackup.archive.BlockDigester;
import dev.tenantbackup.archive.ManifestTable;
import dev.tenantbackup.archive.RowEncoder;
import dev.tenantbackup.extract.KnownBlocks;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.SourceDataException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** An archived table's blocks, as the manifest describes them. The reader stays the caller's. */
final class ArchivedBlocks implements KnownBlocks {

    private final ArchiveReader archive;
    private final ManifestTable table;
    private final List<Block> blocks;
    private final BlockDigester digester;

    ArchivedBlocks(ArchiveReader archive, ManifestTable table) {
        this.archive = archive;
        this.table = table;
        this.blocks = table.content().blocks();
        this.digester = new BlockDigester(new RowEncoder(table.name(), table.columns(), table.keyColumns()));
    }

    @Override
    public int count() {
        return blocks.size();
    }

    @Override
    public int rows(int block) {
        return blocks.get(block).rows();
    }

    @Override
    public Row last(int block) {
        @Nullable String[] values = new @Nullable String[table.columns().size()];
        List<String> columns = table.columnNames();
        List<@Nullable String> key = blocks.get(block).last();
        for (int i = 0; i < key.size(); i++) {
            values[columns.indexOf(table.keyColumns().get(i))] = key.get(i);
        }
        return Row.of(values);
    }

    /** A row that no archive can hold is in no block. */
    @Override
    public boolean isMadeOf(int block, List<Row> rows) {
        if (rows.size() != rows(block)) {
            return false;
        }
        Optional<Block> made = Optional.empty();
        try {
            for (Row row : rows) {
                made = digester.add(row);
            }
        } catch (SourceDataException notToBeArchived) {
            digester.finish();
            return false;
        }
        return made.or(digester::finish)
                .filter(found -> found.sha256().equals(blocks.get(block).sha256()))
                .isPresent();
    }

    @Override
    public RowStream rows(IntPredicate wanted) {
        return archive.rows(table.name(), wanted);
    }
}
