// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import static dev.tenantbackup.archive.ArchiveSamples.COUNTRIES;
import static dev.tenantbackup.archive.ArchiveSamples.NOTE_COLUMNS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.SourceDataException;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArchiveWriterTest {

    private static final TableName TABLE = TableName.of("t");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void anArchiveThatWasNotFinishedIsNone() throws IOException {
        ArchiveWriter writer = new ArchiveWriter(out);
        ArchiveSamples.fill(writer.begin(TABLE, NOTE_COLUMNS, List.of()), List.of(Row.of("a")));

        assertThatThrownBy(() -> ArchiveSamples.open(out.toByteArray())).isInstanceOf(ArchiveException.class);
    }

    @Test
    void theManifestMustDescribeWhatWasWritten() throws IOException {
        ArchiveWriter writer = new ArchiveWriter(out);
        EntryContent content = ArchiveSamples.fill(writer.begin(TABLE, NOTE_COLUMNS, List.of()), List.of(Row.of("a")));
        EntryContent other = new EntryContent(1, content.bytes(), Digest.of("x"), content.blocks());

        assertThatThrownBy(() -> writer.finish(ArchiveSamples.manifest(List.of())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.finish(ArchiveSamples.manifest(
                        List.of(ArchiveSamples.table(TABLE, "column", NOTE_COLUMNS, List.of(), other)))))
                .isInstanceOf(IllegalArgumentException.class);
        writer.finish(ArchiveSamples.manifest(
                List.of(ArchiveSamples.table(TABLE, "column", NOTE_COLUMNS, List.of(), content))));
        assertThat(ArchiveSamples.open(out.toByteArray()).manifest().rows()).isEqualTo(1);
    }

    @Test
    void oneTableIsOpenAtATime() throws IOException {
        ArchiveWriter writer = new ArchiveWriter(out);
        TableSink sink = writer.begin(TABLE, NOTE_COLUMNS, List.of());

        assertThatThrownBy(() -> writer.beginShared(COUNTRIES, NOTE_COLUMNS, List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("tables/t.json");
        assertThatThrownBy(() -> writer.finish(ArchiveSamples.manifest(List.of())))
                .isInstanceOf(IllegalStateException.class);
        sink.end();
        assertThatThrownBy(() -> sink.write(Row.of("a"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(sink::end).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> writer.begin(TABLE, NOTE_COLUMNS, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        // The same name among the shared tables is another entry.
        writer.beginShared(TABLE, NOTE_COLUMNS, List.of()).end();
    }

    @Test
    void nothingCanBeAddedToAFinishedArchive() throws IOException {
        ArchiveWriter writer = new ArchiveWriter(out);
        writer.finish(ArchiveSamples.manifest(List.of()));

        assertThatThrownBy(() -> writer.begin(TABLE, NOTE_COLUMNS, List.of()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theLentStreamStaysOpen() throws IOException {
        boolean[] closed = new boolean[1];
        OutputStream lent = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        new ArchiveWriter(lent).finish(ArchiveSamples.manifest(List.of()));
        assertThat(closed[0]).isFalse();
    }

    @Test
    void oneThreadOrTwoMakeTheSameFile() throws IOException {
        byte[] one = archiveOf(8 << 20, ArchiveOptions.Threads.ONE);
        byte[] two = archiveOf(8 << 20, ArchiveOptions.Threads.TWO);

        assertThat(two).isEqualTo(one);
        assertThat(ArchiveSamples.open(two).manifest().allTables()).hasSize(3);
        assertThat(ArchiveVerifier.verify(
                                ArchiveSamples.channel(two),
                                "two",
                                ValidationReport.Level.DIGESTS,
                                ArchiveLimits.DEFAULTS)
                        .valid())
                .isTrue();
    }

    private static byte[] archiveOf(int bytes, ArchiveOptions.Threads threads) throws IOException {
        Random random = new Random(8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<ManifestTable> tables = new ArrayList<>();
        try (ArchiveWriter writer = new ArchiveWriter(out, ArchiveOptions.DEFAULTS.withThreads(threads))) {
            for (String name : List.of("large", "larger", "small")) {
                TableName table = TableName.of(name);
                TableSink sink = writer.begin(table, NOTE_COLUMNS, List.of());
                for (int size = name.equals("small") ? 10 : bytes; size > 0; ) {
                    String text = Long.toString(random.nextLong(), 36).repeat(1 + random.nextInt(9_000));
                    sink.write(Row.of(text));
                    size -= text.length();
                }
                tables.add(ArchiveSamples.table(table, "column", NOTE_COLUMNS, List.of(), sink.end()));
            }
            writer.finish(ArchiveSamples.manifest(tables));
        }
        return out.toByteArray();
    }

    @Test
    void aStreamThatFailsOnAnotherThreadFailsWhoeverWrites() throws IOException {
        IOException full = new IOException("the disk is full");
        OutputStream small = new OutputStream() {
            private int left = 300_000;

            @Override
            public void write(int next) throws IOException {
                write(new byte[] {(byte) next}, 0, 1);
            }

            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
                left -= length;
                if (left < 0) {
                    throw full;
                }
            }
        };
        Random random = new Random(9);
        byte[] noise = new byte[50_000];

        try (ArchiveWriter writer = new ArchiveWriter(small)) {
            TableSink sink = writer.begin(TABLE, NOTE_COLUMNS, List.of());
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1_000; i++) {
                            random.nextBytes(noise);
                            sink.write(Row.of(HexFormat.of().formatHex(noise)));
                        }
                    })
                    .isSameAs(full);
            assertThatThrownBy(sink::end).isSameAs(full);
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals(WriteBehind.THREAD));
    }

    @Test
    void rowsThatNoReaderWouldTakeAreRefused() throws IOException {
        List<Column> columns = List.of(Column.of("id", "bigint", ValueForm.NUMBER, false));
        ArchiveWriter writer = writer(ArchiveLimits.DEFAULTS.with(ArchiveLimit.ROW_BYTES, 9));
        TableSink sink = writer.begin(TABLE, columns, List.of("id"));
        sink.write(Row.of("12"));

        assertThatThrownBy(() -> sink.write(Row.of("123")))
                .isInstanceOf(SourceDataException.class)
                .hasMessageContaining("table 't': row (id=123) takes 10 bytes")
                .hasMessageContaining("maxRowBytes is 9");
    }

    @Test
    void archivesThatNoReaderWouldTakeAreRefused() {
        assertThatThrownBy(() -> write(ArchiveLimits.DEFAULTS.with(ArchiveLimit.ENTRY_BYTES, 20)))
                .hasMessageContaining("maxEntryBytes is 20");
        assertThatThrownBy(() -> write(ArchiveLimits.DEFAULTS.with(ArchiveLimit.TOTAL_BYTES, 20)))
                .hasMessageContaining("maxTotalBytes is 20");
        assertThatThrownBy(() -> write(ArchiveLimits.DEFAULTS.with(ArchiveLimit.MANIFEST_BYTES, 20)))
                .hasMessageContaining("maxManifestBytes is 20");
        assertThatThrownBy(() -> write(ArchiveLimits.DEFAULTS.with(ArchiveLimit.ENTRIES, 1)))
                .hasMessageContaining("maxEntries is 1");
        assertThatThrownBy(() -> write(ArchiveLimits.DEFAULTS.with(ArchiveLimit.NAME_BYTES, 5)))
                .hasMessageContaining("maxNameBytes is 5");
    }

    private void write(ArchiveLimits limits) throws IOException {
        ArchiveWriter writer = writer(limits);
        EntryContent content =
                ArchiveSamples.fill(writer.begin(TABLE, NOTE_COLUMNS, List.of()), List.of(Row.of("a"), Row.of("b")));
        writer.finish(ArchiveSamples.manifest(
                List.of(ArchiveSamples.table(TABLE, "column", NOTE_COLUMNS, List.of(), content))));
    }

    private ArchiveWriter writer(ArchiveLimits limits) {
        return new ArchiveWriter(out, ArchiveOptions.DEFAULTS.withLimits(limits));
    }
}
