// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.load;

import dev.tenantbackup.extract.KnownBlocks;
import dev.tenantbackup.extract.ProjectedRows;
import dev.tenantbackup.extract.RowSource;
import dev.tenantbackup.model.KeyOrder;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.plan.ChangeVisitor;
import dev.tenantbackup.plan.OrderedRows;
import dev.tenantbackup.plan.RestoreRules;
import dev.tenantbackup.plan.RowDiff;
import dev.tenantbackup.plan.TablePlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares a table as the source has it with the table as it is. Where the source knows digests of its blocks, only those
 * blocks of it are read that live rows don't make up; the others cost one read of the live rows.
 */
public final class TableDiff {

    /** A block of live rows is held until it is compared; a larger one is compared row by row. */
    private static final long MOST_HELD_BYTES = 4_000_000;

    private final TablePlan table;
    private final KeyOrder order;
    private final KnownBlocks blocks;
    private final RestoreRules rules;
    private final ChangeVisitor visitor;
    private final OrderedRows live;
    private @Nullable Row ahead;
    private @Nullable RowStream archived;
    private int wanted;

    private TableDiff(TablePlan table, KnownBlocks blocks, RowStream live, RestoreRules rules, ChangeVisitor visitor) {
        this.table = table;
        this.order = table.order();
        this.blocks = blocks;
        this.live = new OrderedRows(table, live, "the database");
        this.rules = rules;
        this.visitor = visitor;
    }

    /**
     * Compares, and tells the visitor of every row. The live stream stays the caller's.
     *
     * @param live the rows as they are, in the order of the plan's columns
     * @throws dev.tenantbackup.model.SourceDataException if a side is not in ascending key order
     * @throws dev.tenantbackup.model.ArchiveException if what is read of the source is damaged
     */
    public static void run(
            RowSource source, TablePlan table, RowStream live, RestoreRules rules, ChangeVisitor visitor) {
        boolean comparable = table.hasKey()
                && source.columns(table.name()).equals(table.columns())
                && table.leftToTriggers().isEmpty();
        KnownBlocks blocks = comparable ? source.blocks(table.name()).orElse(null) : null;
        if (blocks == null) {
            try (RowStream rows = ProjectedRows.of(source.rows(table.name()), table)) {
                RowDiff.run(table, rows, live, rules, visitor);
            }
        } else {
            new TableDiff(table, blocks, live, rules, visitor).compare();
        }
    }

    private void compare() {
        try {
            ahead = live.next();
            for (int block = 0; block < blocks.count(); block++) {
                compare(block);
            }
            RowDiff.run(table, RowStream.empty(table.columns()), new LiveRows(List.of(), null), rules, visitor);
        } finally {
            if (archived != null) {
                archived.close();
            }
        }
    }

    private void compare(int block) {
        Row last = blocks.last(block);
        List<Row> held = new ArrayList<>();
        long bytes = 0;
        while (held.size() <= blocks.rows(block) && bytes <= MOST_HELD_BYTES) {
            Row row = next(last);
            if (row == null) {
                break;
            }
            held.add(row);
            bytes += row.bytes();
        }
        if (isWithin(last) || !blocks.isMadeOf(block, held)) {
            RowDiff.run(table, new BlockRows(block), new LiveRows(held, last), rules, visitor);
        } else {
            held.forEach(visitor::unchanged);
        }
    }

    /** The next live row up to a key, or null. */
    private @Nullable Row next(@Nullable Row last) {
        Row row = ahead;
        if (row == null || (last != null && !isWithin(last))) {
            return null;
        }
        ahead = live.next();
        return row;
    }

    private boolean isWithin(Row last) {
        return ahead != null && order.compare(ahead, last) <= 0;
    }

    /** Live rows that are held already, then those up to a key, or all. */
    private final class LiveRows implements RowStream {

        private final List<Row> held;
        private final @Nullable Row last;
        private int at;

        LiveRows(List<Row> held, @Nullable Row last) {
            this.held = held;
            this.last = last;
        }

        @Override
        public List<String> columns() {
            return table.columns();
        }

        @Override
        public @Nullable Row next() {
            return at < held.size() ? held.get(at++) : TableDiff.this.next(last);
        }

        @Override
        public void close() {
            // the stream behind it is the caller's
        }
    }

    /** The source's rows of one block. All blocks share a stream, which only goes forward. */
    private final class BlockRows implements RowStream {

        private final int block;
        private int read;

        BlockRows(int block) {
            this.block = block;
        }

        @Override
        public List<String> columns() {
            return table.columns();
        }

        /** Never asks the stream for more than the block has: it would go on to its end. */
        @Override
        public @Nullable Row next() {
            if (read == blocks.rows(block)) {
                return null;
            }
            RowStream rows = archived;
            if (rows == null) {
                rows = blocks.rows(number -> number == wanted);
                archived = rows;
            }
            wanted = block;
            read++;
            return rows.next();
        }

        @Override
        public void close() {
            // the stream behind it is closed when the comparison ends
        }
    }
}
