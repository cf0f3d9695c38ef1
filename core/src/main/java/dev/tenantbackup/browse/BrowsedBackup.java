// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.browse;

import dev.tenantbackup.archive.ArchiveReader;
import dev.tenantbackup.archive.Block;
import dev.tenantbackup.archive.ManifestTable;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.KeyOrder;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A backup that is open to be looked into. For one thread at a time. */
public final class BrowsedBackup implements AutoCloseable {

    /** The longest page that is handed out. */
    public static final int LONGEST_PAGE = 10_000;

    private final ArchiveReader archive;

    BrowsedBackup(ArchiveReader archive) {
        this.archive = archive;
    }

    /** The tables that hold the tenant's rows, by name. */
    public List<BrowsedTable> tables() {
        return archive.manifest().tables().stream()
                .map(table ->
                        new BrowsedTable(table.name(), table.content().rows(), table.columnNames(), table.keyColumns()))
                .sorted((left, right) -> left.name().compareTo(right.name()))
                .toList();
    }

    /**
     * All rows of a table, in key order, one at a time. The caller closes the stream.
     *
     * @throws NotFoundException if the backup holds no such table
     */
    public RowStream rows(TableName table) {
        return archive.rows(table);
    }

    /**
     * A page of a table's rows, in key order. Only the blocks that hold the page are decoded, and all of each, so that its
     * digest has been checked.
     *
     * @param from how many rows to pass over
     * @param limit how many rows at most, 1 to {@value #LONGEST_PAGE}
     * @throws NotFoundException if the backup holds no such table
     * @throws InvalidRequestException if there can be no such page
     */
    public List<Row> page(TableName table, long from, int limit) {
        if (from < 0 || limit < 1 || limit > LONGEST_PAGE) {
            throw new InvalidRequestException(
                    Problem.of("A page has 1 to " + LONGEST_PAGE + " rows, and begins at row 0 or later.")
                            .withTable(table));
        }
        require(table);
        long end = from + limit;
        int firstBlock = (int) Math.min(Integer.MAX_VALUE, from / Block.MAX_ROWS);
        int lastBlock = (int) Math.min(Integer.MAX_VALUE, (end - 1) / Block.MAX_ROWS);
        List<Row> page = new ArrayList<>();
        long number = (long) firstBlock * Block.MAX_ROWS;
        try (RowStream rows = archive.rows(table, block -> block >= firstBlock && block <= lastBlock)) {
            for (Row row = rows.next(); row != null; row = rows.next()) {
                if (number >= from && number < end) {
                    page.add(row);
                }
                number++;
                if (number == (lastBlock + 1L) * Block.MAX_ROWS) {
                    break;
                }
            }
        }
        return page;
    }

    /**
     * The row of a key. Only the block that can hold it is decoded.
     *
     * @param key the key's values as the archive writes them, in the order of the key's columns
     * @throws NotFoundException if the backup holds no such table
     * @throws InvalidRequestException if the table has no key, or one of another number of columns
     */
    public Optional<Row> find(TableName table, List<String> key) {
        ManifestTable found = require(table);
        if (found.keyColumns().isEmpty() || found.keyColumns().size() != key.size()) {
            throw new InvalidRequestException(Problem.of("Rows of table '" + table + "' "
                            + (found.keyColumns().isEmpty()
                                    ? "have no key."
                                    : "are found by the values of " + found.keyColumns() + "."))
                    .withTable(table));
        }
        KeyOrder order = TableOrder.ofKeyAlone(found);
        Row wanted = Row.of(key);
        List<Block> blocks = found.content().blocks();
        int block = IntStream.range(0, blocks.size())
                .filter(i -> order.compare(wanted, Row.of(blocks.get(i).last())) <= 0)
                .findFirst()
                .orElse(-1);
        if (block < 0 || order.compare(wanted, Row.of(blocks.get(block).first())) < 0) {
            return Optional.empty();
        }
        Row match = null;
        try (RowStream rows = archive.rows(table, i -> i == block)) {
            for (int left = blocks.get(block).rows(); left > 0; left--) {
                Row row = rows.next();
                if (row == null) {
                    break;
                }
                if (order.compare(row.only(found.columnNames(), found.keyColumns()), wanted) == 0) {
                    match = row;
                }
            }
        }
        return Optional.ofNullable(match);
    }

    private ManifestTable require(TableName table) {
        return archive.manifest()
                .find(table)
                .orElseThrow(() -> new NotFoundException(Problem.of("The backup holds no table '" + table + "'.")
                        .withTable(table)
                        .withHint("list its tables to see their names.")));
    }

    @Override
    public void close() {
        archive.close();
    }
}
