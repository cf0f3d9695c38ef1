// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import static dev.tenantbackup.archive.ArchiveSamples.archive;
import static dev.tenantbackup.archive.ArchiveSamples.channel;
import static dev.tenantbackup.archive.ArchiveSamples.open;
import static dev.tenantbackup.archive.ArchiveSamples.readAll;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.IntStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The format, to the byte: what docs/archive-format.md promises to whoever writes another reader. */
class ArchiveFormatTest {

    private static final TableName TABLE = TableName.of("t");
    private static final List<Column> COLUMNS = List.of(
            Column.of("id", "bigint", ValueForm.NUMBER, false), Column.of("name", "text", ValueForm.TEXT, true));

    @TempDir
    private Path directory;

    @Test
    void whatWasWrittenIsRead() {
        try (ArchiveReader reader = open(archive())) {
            assertThat(readAll(reader.rows(ArchiveSamples.MENUS))).isEqualTo(ArchiveSamples.MENU_ROWS);
            assertThat(readAll(reader.rows(ArchiveSamples.NOTES))).isEqualTo(ArchiveSamples.NOTE_ROWS);
            assertThat(readAll(reader.rows(ArchiveSamples.EMPTY))).isEmpty();
            assertThat(readAll(reader.sharedRows(ArchiveSamples.COUNTRIES))).isEqualTo(ArchiveSamples.COUNTRY_ROWS);
        }
    }

    @Test
    void rowsAreLinesOfAJsonArray() throws IOException {
        assertThat(entry(archive(TABLE, COLUMNS, List.of("id"), List.of()), "tables/t.json"))
                .isEqualTo("[]\n");
        assertThat(entry(archive(TABLE, COLUMNS, List.of("id"), List.of(Row.of("1", null))), "tables/t.json"))
                .isEqualTo("[\n{\"id\":1,\"name\":null}\n]\n");
        assertThat(entry(
                        archive(TABLE, COLUMNS, List.of("id"), List.of(Row.of("1", "a"), Row.of("2", "ä"))),
                        "tables/t.json"))
                .isEqualTo("[\n{\"id\":1,\"name\":\"a\"},\n{\"id\":2,\"name\":\"ä\"}\n]\n");
    }

    @Test
    void digestsAreTheDocumentedOnes() {
        List<Row> rows = IntStream.rangeClosed(1, Block.MAX_ROWS + 1)
                .mapToObj(i -> Row.of(String.valueOf(i), "n"))
                .toList();
        StringBuilder first = new StringBuilder();
        StringBuilder whole = new StringBuilder("[\n");
        for (int i = 1; i <= rows.size(); i++) {
            String row = "{\"id\":" + i + ",\"name\":\"n\"}";
            if (i <= Block.MAX_ROWS) {
                first.append(row).append('\n');
            }
            whole.append(row).append(i < rows.size() ? ",\n" : "\n]\n");
        }
        try (ArchiveReader reader = open(archive(TABLE, COLUMNS, List.of("id"), rows))) {
            EntryContent content = reader.manifest().tables().get(0).content();

            assertThat(content)
                    .isEqualTo(new EntryContent(
                            4097,
                            whole.length(),
                            Digest.of(whole.toString()),
                            List.of(
                                    new Block(
                                            4096,
                                            first.length(),
                                            Digest.of(first.toString()),
                                            List.of("1"),
                                            List.of("4096")),
                                    new Block(
                                            1,
                                            23,
                                            Digest.of("{\"id\":4097,\"name\":\"n\"}\n"),
                                            List.of("4097"),
                                            List.of("4097")))));
            assertThat(readAll(reader.rows(TABLE))).isEqualTo(rows);
        }
    }

    @Test
    void entriesStandInTheDocumentedOrderUnderTheDocumentedNames() throws IOException {
        assertThat(names(archive()))
                .containsExactly(
                        "tables/menus.json",
                        "tables/audit.notes%2Eold.json",
                        "tables/waitlist.json",
                        "shared/countries.json",
                        "manifest.json");
    }

    @Test
    void javasOwnZipReaderReadsIt() throws IOException {
        Path file = directory.resolve("a.zip");
        Files.write(file, archive());
        try (java.util.zip.ZipFile zip = new java.util.zip.ZipFile(file.toFile())) {
            assertThat(zip.size()).isEqualTo(5);
            InputStream menus = zip.getInputStream(zip.getEntry("tables/menus.json"));
            assertThat(new String(menus.readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("[\n{\"id\":1,\"name\":\"Breakfast\",\"price\":12.50,");
        }
    }

    @Test
    void everyEntryUsesZip64AndADescriptor() throws IOException {
        ByteBuffer zip = ByteBuffer.wrap(archive()).order(ByteOrder.LITTLE_ENDIAN);
        int flags = zip.getShort(6);
        assertThat(flags & 0x08).as("sizes behind the data").isEqualTo(0x08);
        assertThat(zip.getInt(18)).as("size in the ZIP64 field").isEqualTo(-1);
        assertThat(zip.getInt(22)).as("size in the ZIP64 field").isEqualTo(-1);
        assertThat(zip.getInt(10)).as("1980-01-01T00:00:00").isEqualTo(0x0021_0000);
    }

    @Test
    void sameRowsHaveTheSameBytesInEveryTimeZone() {
        TimeZone before = TimeZone.getDefault();
        List<byte[]> archives = new ArrayList<>();
        try {
            for (String zone : List.of("UTC", "America/Los_Angeles", "Pacific/Kiritimati", "Africa/Monrovia")) {
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                archives.add(archive());
            }
        } finally {
            TimeZone.setDefault(before);
        }
        assertThat(archives).allSatisfy(bytes -> assertThat(bytes).isEqualTo(archives.get(0)));
    }

    @Test
    void archivesOfAnyCompressionHoldTheSameEntries() throws IOException {
        for (int level = 0; level <= 9; level++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ArchiveWriter writer = new ArchiveWriter(out, ArchiveOptions.DEFAULTS.withCompressionLevel(level));
            writer.finish(ArchiveSamples.write(ArchiveSamples.ID, ArchiveSamples.EXPORTED_AT, TenantId.of(42), writer));
            assertThat(entry(out.toByteArray(), "manifest.json")).isEqualTo(entry(archive(), "manifest.json"));
            assertThat(entry(out.toByteArray(), "tables/menus.json")).isEqualTo(entry(archive(), "tables/menus.json"));
        }
    }

    @Test
    void blocksAreTheSameForRowsOfALiveDatabase() {
        RandomRows random = new RandomRows(7);
        List<Column> columns = random.columns();
        List<Row> rows = random.rows(columns, 2 * Block.MAX_ROWS + 5);
        try (ArchiveReader reader = open(archive(TABLE, columns, List.of(), rows))) {
            ManifestTable table = reader.manifest().tables().get(0);
            BlockDigester digester = new BlockDigester(table.encoder());
            List<Block> live = new ArrayList<>();
            rows.forEach(row -> digester.add(row).ifPresent(live::add));
            digester.finish().ifPresent(live::add);

            assertThat(live).isEqualTo(table.content().blocks()).hasSize(3);
            assertThat(digester.finish()).isEmpty();
        }
    }

    @Test
    void aBlockDoesNotDependOnWhereItStands() {
        BlockDigester digester = new BlockDigester(new RowEncoder(TABLE, COLUMNS, List.of("id")));
        digester.add(Row.of("1", "a"));
        digester.finish();
        digester.add(Row.of("2", "b"));
        Block second = digester.finish().orElseThrow();

        digester.add(Row.of("2", "b"));
        assertThat(digester.finish()).contains(second);
        assertThat(second.first()).containsExactly("2");
    }

    static String entry(byte[] archive, String name) throws IOException {
        try (ZipFile zip = zip(archive)) {
            return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static List<String> names(byte[] archive) throws IOException {
        try (ZipFile zip = zip(archive)) {
            return Collections.list(zip.getEntriesInPhysicalOrder()).stream()
                    .map(ZipArchiveEntry::getName)
                    .toList();
        }
    }

    private static ZipFile zip(byte[] archive) throws IOException {
        return ZipFile.builder().setSeekableByteChannel(channel(archive)).get();
    }
}
