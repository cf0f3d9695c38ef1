// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.archive.zip.MalformedZipException;
import dev.tenantbackup.model.Problem;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.Consumer;

/**
 * Walks through an entry's rows as bytes and checks what can be checked without understanding them: the array around
 * them, their number, the digest of each block and of the whole.
 *
 * <p>What breaks the walk is thrown as {@link MalformedZipException}; wrong digests and numbers go to the listener,
 * and the walk goes on.
 */
final class EntryRows implements Closeable {

    private static final byte LINE_FEED = '\n';

    private final ManifestTable table;
    private final InputStream in;
    private final EntryLines lines;
    private final int maxRowBytes;
    private final Consumer<Problem> problems;
    private final MessageDigest blockSha256 = Digest.start();
    private final List<Block> blocks;
    private long rows;
    private int block;
    private int blockRows;
    private long blockBytes;
    private int from;
    private int to;
    private boolean expectsMore;
    private boolean ended;

    EntryRows(ManifestTable table, InputStream in, ArchiveLimits limits, Consumer<Problem> problems) {
        this.table = table;
        this.in = in;
        // One more for the comma behind the row.
        this.lines = new EntryLines(in, limits.small(ArchiveLimit.ROW_BYTES) + 1);
        this.maxRowBytes = limits.small(ArchiveLimit.ROW_BYTES);
        this.problems = problems;
        this.blocks = table.content().blocks();
    }

    /** Goes to the next row; false at the end, when everything has been checked. */
    boolean next() throws IOException {
        if (ended) {
            return false;
        }
        if (rows == 0 && !begin()) {
            end();
            return false;
        }
        requireLine();
        if (lines.is("]")) {
            if (expectsMore || rows == 0) {
                throw damaged("ends after row " + rows + " where another row should follow");
            }
            end();
            return false;
        }
        if (rows > 0 && !expectsMore) {
            throw damaged("goes on after row " + rows + " without a comma");
        }
        row();
        return true;
    }

    /** The array that holds the row; valid until the next call of {@link #next()}. */
    byte[] array() {
        return lines.array();
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** The row's number, counted from 1. */
    long number() {
        return rows;
    }

    /** The number of the block that the row is in, counted from 0. */
    int blockOfRow() {
        return (int) ((rows - 1) / Block.MAX_ROWS);
    }

    boolean isFirstOfBlock() {
        return (rows - 1) % Block.MAX_ROWS == 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean begin() throws IOException {
        requireLine();
        if (lines.is("[]")) {
            return false;
        }
        if (!lines.is("[")) {
            throw damaged("doesn't begin with '['");
        }
        return true;
    }

    private void row() throws IOException {
        from = lines.from();
        to = lines.to();
        expectsMore = to > from && lines.array()[to - 1] == ',';
        if (expectsMore) {
            to--;
        }
        if (to - from > maxRowBytes) {
            throw new MalformedZipException("row " + (rows + 1) + " of table '" + table.name()
                    + "' has more bytes than the limit maxRowBytes of " + maxRowBytes);
        }
        rows++;
        blockSha256.update(lines.array(), from, to - from);
        blockSha256.update(LINE_FEED);
        blockRows++;
        blockBytes += to - from + 1;
        if (blockRows == Block.MAX_ROWS) {
            endBlock();
        }
    }

    private void endBlock() {
        Digest digest = Digest.finish(blockSha256);
        if (block < blocks.size()) {
            Block expected = blocks.get(block);
            boolean same = expected.rows() == blockRows
                    && expected.bytes() == blockBytes
                    && expected.sha256().equals(digest);
            if (!same) {
                problem("digest of table '" + table.name() + "' differs from the manifest (row "
                        + (rows - blockRows + 1) + " to " + rows + ")");
            }
        }
        block++;
        blockRows = 0;
        blockBytes = 0;
    }

    private void end() throws IOException {
        ended = true;
        if (lines.next()) {
            throw damaged("goes on after its end");
        }
        if (blockRows > 0) {
            endBlock();
        }
        EntryContent expected = table.content();
        if (rows != expected.rows()) {
            problem("table '" + table.name() + "' has " + rows + " rows, and the manifest says " + expected.rows());
        }
        if (lines.bytes() != expected.bytes() || !lines.sha256().equals(expected.sha256())) {
            problem("digest of the whole of table '" + table.name() + "' differs from the manifest");
        }
    }

    private void requireLine() throws IOException {
        if (!lines.next()) {
            throw damaged("has no end");
        }
    }

    /** Says of the row at hand that it can't be decoded. */
    Problem malformed(MalformedRowException cause) {
        return Problem.of("row " + rows + " of table '" + table.name() + "' is malformed: " + cause.getMessage())
                .withTable(table.name());
    }

    private void problem(String fact) {
        problems.accept(Problem.of(fact).withTable(table.name()));
    }

    private MalformedZipException damaged(String how) {
        return new MalformedZipException("table '" + table.name() + "' " + how);
    }
}
