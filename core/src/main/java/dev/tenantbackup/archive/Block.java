// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Up to {@value #MAX_ROWS} consecutive rows of one entry, and their digest. The digest depends on the rows alone, so
 * that it can be computed for rows of a live database as well: {@link BlockDigester}.
 *
 * @param rows how many rows; only the last block of an entry has fewer than {@value #MAX_ROWS}
 * @param bytes how many bytes the digest was computed from
 * @param sha256 digest of each row's bytes followed by a line feed
 * @param first the first row's key as canonical texts; empty in a table without a primary key
 * @param last the last row's key, likewise
 */
public record Block(int rows, long bytes, Digest sha256, List<@Nullable String> first, List<@Nullable String> last) {

    /** How many rows a full block has. Part of the format. */
    public static final int MAX_ROWS = 4096;

    public Block {
        Objects.requireNonNull(sha256, "sha256");
        first = Collections.unmodifiableList(new ArrayList<>(first));
        last = Collections.unmodifiableList(new ArrayList<>(last));
        if (rows < 1 || rows > MAX_ROWS || bytes < 0) {
            throw new IllegalArgumentException("a block of " + rows + " rows and " + bytes + " bytes");
        }
    }
}
