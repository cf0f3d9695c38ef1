// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import java.util.List;
import java.util.Objects;

/**
 * What an entry of rows holds, measured while it was written.
 *
 * @param rows how many rows
 * @param bytes its uncompressed size
 * @param sha256 the digest of its uncompressed bytes
 * @param blocks its rows in blocks, in order
 */
public record EntryContent(long rows, long bytes, Digest sha256, List<Block> blocks) {

    public EntryContent {
        Objects.requireNonNull(sha256, "sha256");
        blocks = List.copyOf(blocks);
        if (rows < 0 || bytes < 0) {
            throw new IllegalArgumentException("an entry of " + rows + " rows and " + bytes + " bytes");
        }
        long inBlocks = blocks.stream().mapToLong(Block::rows).sum();
        if (inBlocks != rows) {
            throw new IllegalArgumentException("an entry of " + rows + " rows with " + inBlocks + " in its blocks");
        }
        for (int i = 0; i < blocks.size() - 1; i++) {
            if (blocks.get(i).rows() != Block.MAX_ROWS) {
                throw new IllegalArgumentException("block " + i + " is not the last and not full");
            }
        }
    }
}
