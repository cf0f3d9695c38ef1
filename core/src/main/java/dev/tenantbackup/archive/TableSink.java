// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.SourceDataException;
import dev.tenantbackup.schema.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Takes the rows of one table into an archive, in key order. For one thread at a time. */
public final class TableSink {

    private static final int FLUSH_BYTES = 64 << 10;

    private final ArchiveWriter writer;
    private final String entry;
    private final RowEncoder encoder;
    private final ArchiveLimits limits;
    private final ValueLimits values;
    private final BlockDigester digester;
    private final RowBuffer buffer = new RowBuffer();
    private final List<Block> blocks = new ArrayList<>();
    private long rows;
    private long bytes;
    private boolean ended;

    TableSink(ArchiveWriter writer, String entry, RowEncoder encoder, ArchiveLimits limits) {
        this.writer = writer;
        this.entry = entry;
        this.encoder = encoder;
        this.limits = limits;
        this.values = new ValueLimits(limits);
        this.digester = new BlockDigester(encoder);
    }

    /**
     * Writes the next row.
     *
     * @throws SourceDataException if a value can't be written exactly, or the row is larger than the limits allow:
     *     names table, column and key
     */
    public void write(Row row) throws IOException {
        requireOpen();
        buffer.put(rows == 0 ? '[' : ',');
        buffer.put('\n');
        int from = buffer.size();
        encoder.encode(row, buffer);
        int length = buffer.size() - from;
        requireAllowed(row, length);
        digester.add(row, buffer.array(), from, buffer.size()).ifPresent(blocks::add);
        rows++;
        if (buffer.size() >= FLUSH_BYTES) {
            flush();
        }
    }

    /** How many rows were written so far. */
    public long rows() {
        return rows;
    }

    /** Ends the entry and says what it holds, for the manifest. */
    public EntryContent end() throws IOException {
        requireOpen();
        if (rows == 0) {
            buffer.put('[');
        } else {
            buffer.put('\n');
        }
        buffer.put(']');
        buffer.put('\n');
        flush();
        ended = true;
        digester.finish().ifPresent(blocks::add);
        return writer.ended(this, entry, rows, bytes, blocks);
    }

    String entry() {
        return entry;
    }

    private void flush() throws IOException {
        bytes += buffer.size();
        writer.write(buffer.array(), buffer.size(), entry, bytes);
        buffer.clear();
    }

    private void requireOpen() {
        if (ended) {
            throw new IllegalStateException("the sink of " + entry + " has ended");
        }
    }

    private void requireAllowed(Row row, int length) {
        if (limits.exceeds(length, ArchiveLimit.ROW_BYTES)) {
            throw exceeded(row, "takes " + length + " bytes, and " + limits.phrase(ArchiveLimit.ROW_BYTES));
        }
        if (values.allowAnythingOf(length)) {
            return;
        }
        for (int i = 0; i < row.size(); i++) {
            Column column = encoder.columns().get(i);
            String value = row.value(i);
            String excess = value == null ? null : values.excess(column, value);
            if (excess != null) {
                throw exceeded(row, "has a value in column '" + column.name() + "' that " + excess);
            }
        }
    }

    private SourceDataException exceeded(Row row, String how) {
        RowKey key = encoder.rowKey(row);
        return new SourceDataException(Problem.of("Cannot archive table '" + encoder.table() + "': "
                        + (key == null ? "row number " + (rows + 1) : "row " + key) + " " + how + ".")
                .withTable(encoder.table())
                .withKey(key)
                .withHint("raise the limit in ArchiveLimits, for exports and for whoever reads them."));
    }
}
