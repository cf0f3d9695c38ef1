// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Rows of one entry, checked on the way. */
final class ArchivedRows implements RowStream {

    private final String archive;
    private final ManifestTable table;
    private final List<String> columns;
    private final EntryRows rows;
    private final RowExamination examination;
    private final RowDecoder decoder;
    private final IntPredicate wanted;
    private boolean closed;

    ArchivedRows(String archive, ManifestTable table, InputStream in, ArchiveLimits limits, IntPredicate wanted) {
        this.archive = archive;
        this.table = table;
        this.columns = table.columnNames();
        this.decoder = new RowDecoder(table.name(), table.columns(), limits);
        this.wanted = wanted;
        this.rows = new EntryRows(table, in, limits, problem -> {
            throw Damage.exception(archive, problem);
        });
        this.examination = new RowExamination(table, problem -> {
            throw Damage.exception(archive, problem);
        });
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public @Nullable Row next() {
        if (closed) {
            throw new IllegalStateException("the stream of table '" + table.name() + "' is closed");
        }
        try {
            while (rows.next()) {
                if (wanted.test(rows.blockOfRow())) {
                    Row row = decoder.decode(rows.array(), rows.from(), rows.to());
                    examination.examine(rows.number(), row);
                    return row;
                }
            }
            return null;
        } catch (MalformedRowException e) {
            throw new ArchiveException(Damage.of(archive, rows.malformed(e)), e);
        } catch (IOException e) {
            throw Damage.exception(archive, e);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            rows.close();
        } catch (IOException e) {
            throw Damage.exception(archive, e);
        }
    }
}
