// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.model.Row;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts rows into blocks and computes their digests, from an archive's rows or a live database's alike. For one thread
 * at a time.
 */
public final class BlockDigester {

    private static final byte LINE_FEED = '\n';

    private final RowEncoder encoder;
    private final RowBuffer buffer = new RowBuffer();
    private final MessageDigest sha256 = Digest.start();
    private int rows;
    private long bytes;
    private List<@Nullable String> first = List.of();
    private @Nullable Row last;

    public BlockDigester(RowEncoder encoder) {
        this.encoder = encoder;
    }

    /**
     * Adds the next row.
     *
     * @return the block, if this row makes it full; the next row then begins another
     */
    public Optional<Block> add(Row row) {
        buffer.clear();
        encoder.encode(row, buffer);
        return add(row, buffer.array(), 0, buffer.size());
    }

    /** Ends the block at hand, full or not; the next row begins another. Empty if no row was added since the last. */
    public Optional<Block> finish() {
        if (last == null) {
            return Optional.empty();
        }
        Block block = new Block(rows, bytes, Digest.finish(sha256), first, encoder.key(last));
        rows = 0;
        bytes = 0;
        last = null;
        return Optional.of(block);
    }

    /** Adds a row whose bytes are known already. */
    Optional<Block> add(Row row, byte[] encoded, int from, int to) {
        if (last == null) {
            first = encoder.key(row);
        }
        last = row;
        sha256.update(encoded, from, to - from);
        sha256.update(LINE_FEED);
        bytes += to - from + 1;
        rows++;
        return rows == Block.MAX_ROWS ? finish() : Optional.empty();
    }
}
