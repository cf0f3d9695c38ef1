// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.extract;

import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A table's rows in blocks of which a source knows the digests, so that they can be compared without being read. Blocks
 * are counted from 0, in key order.
 */
public interface KnownBlocks {

    /** How many there are. */
    int count();

    /** How many rows a block has. */
    int rows(int block);

    /** A row with the key of a block's last row, all other values NULL; in the order of the source's columns. */
    Row last(int block);

    /** Whether these rows, in the order of the source's columns, are those of a block, to the last byte. */
    boolean isMadeOf(int block, List<Row> rows);

    /** The rows of some blocks. */
    RowStream rows(IntPredicate wanted);
}
