// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.extract;

import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a table's rows from when they were read: of each {@value #BLOCK_ROWS} of them a digest (SHA-256 of
 * each value's length, -1 for NULL, and bytes) and the last key. Some bytes per block, however large the rows are.
 */
final class SeenBlocks implements KnownBlocks {

    static final int BLOCK_ROWS = 4_096;

    private final List<Seen> blocks;
    private final Supplier<RowStream> again;

    /**
     * @param blocks what was {@linkplain #remembering remembered}
     * @param again gives the same rows once more
     */
    SeenBlocks(List<Seen> blocks, Supplier<RowStream> again) {
        this.blocks = List.copyOf(blocks);
        this.again = again;
    }

    /**
     * A stream's rows, of which is remembered what passes.
     *
     * @param key the positions of the columns that are a row's key
     * @param whole is told when the last row has passed; never, if the stream is closed before
     */
    static RowStream remembering(RowStream rows, int[] key, Consumer<List<Seen>> whole) {
        return new Remembering(rows, key, whole);
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
        return blocks.get(block).last();
    }

    @Override
    public boolean isMadeOf(int block, List<Row> rows) {
        if (rows.size() != rows(block)) {
            return false;
        }
        BlockDigest digest = new BlockDigest();
        rows.forEach(digest::add);
        return digest.finish().equals(blocks.get(block).digest());
    }

    @Override
    public RowStream rows(IntPredicate wanted) {
        return new Some(again.get(), wanted);
    }

    /**
     * A block that has passed.
     *
     * @param last its last row's key, all other values NULL
     */
    record Seen(int rows, String digest, Row last) {}

    private static final class BlockDigest {

        private final MessageDigest sha256;
        private ByteBuffer lengths = ByteBuffer.allocate(0);

        BlockDigest() {
            try {
                this.sha256 = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException everyJavaHasIt) {
                throw new IllegalStateException(everyJavaHasIt);
            }
        }

        void add(Row row) {
            int size = row.size();
            if (lengths.capacity() != size * Integer.BYTES) {
                lengths = ByteBuffer.allocate(size * Integer.BYTES);
            }
            lengths.clear();
            for (int i = 0; i < size; i++) {
                lengths.putInt(row.isNull(i) ? -1 : row.to(i) - row.from(i));
            }
            sha256.update(lengths.array(), 0, lengths.position());
            for (int i = 0; i < size; i++) {
                if (!row.isNull(i)) {
                    sha256.update(row.utf8(), row.from(i), row.to(i) - row.from(i));
                }
            }
        }

        String finish() {
            return HexFormat.of().formatHex(sha256.digest());
        }
    }

    private static final class Remembering implements RowStream {

        private final RowStream rows;
        private final int[] key;
        private final Consumer<List<Seen>> whole;
        private final List<Seen> seen = new ArrayList<>();
        private final BlockDigest digest = new BlockDigest();
        private @Nullable Row last;
        private int inBlock;

        Remembering(RowStream rows, int[] key, Consumer<List<Seen>> whole) {
            this.rows = rows;
            this.key = key;
            this.whole = whole;
        }

        @Override
        public List<String> columns() {
            return rows.columns();
        }

        @Override
        public @Nullable Row next() {
            Row row = rows.next();
            if (row != null) {
                digest.add(row);
                last = row;
                if (++inBlock == BLOCK_ROWS) {
                    end(row);
                }
                return row;
            }
            if (last != null && inBlock > 0) {
                end(last);
            }
            whole.accept(seen);
            return null;
        }

        private void end(Row row) {
            @Nullable String[] values = new @Nullable String[row.size()];
            for (int position : key) {
                values[position] = row.value(position);
            }
            seen.add(new Seen(inBlock, digest.finish(), Row.of(values)));
            inBlock = 0;
        }

        @Override
        public void close() {
            rows.close();
        }
    }

    private static final class Some implements RowStream {

        private final RowStream rows;
        private final IntPredicate wanted;
        private long at;

        Some(RowStream rows, IntPredicate wanted) {
            this.rows = rows;
            this.wanted = wanted;
        }

        @Override
        public List<String> columns() {
            return rows.columns();
        }

        @Override
        public @Nullable Row next() {
            Row row = rows.next();
            while (row != null && !wanted.test((int) (at++ / BLOCK_ROWS))) {
                row = rows.next();
            }
            return row;
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
