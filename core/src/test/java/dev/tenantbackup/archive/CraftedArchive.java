// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import static dev.tenantbackup.archive.ArchiveSamples.archive;
import static dev.tenantbackup.archive.ArchiveSamples.channel;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** The parts of a sound archive of two rows, to be put together in ways that nobody should. */
final class CraftedArchive {

    static final TableName TABLE = TableName.of("t");
    static final List<Column> COLUMNS = List.of(Column.of("id", "bigint", ValueForm.NUMBER, false));
    static final List<Row> ROWS = List.of(Row.of("1"), Row.of("2"));
    static final String ROWS_JSON = "[\n{\"id\":1},\n{\"id\":2}\n]\n";
    static final Map<String, String> ENTRIES = entriesOf(archive(TABLE, COLUMNS, List.of("id"), ROWS));
    static final String MANIFEST = ENTRIES.getOrDefault("manifest.json", "");

    private CraftedArchive() {}

    static RawZip sound() {
        return new RawZip().entry("tables/t.json", ROWS_JSON).entry("manifest.json", MANIFEST);
    }

    static byte[] archiveWith(String rows, String manifest) {
        return new RawZip()
                .entry("tables/t.json", rows)
                .entry("manifest.json", manifest)
                .bytes();
    }

    static void assertRefused(RawZip zip, String message) {
        assertRefused(zip, ArchiveLimits.DEFAULTS, message);
    }

    static void assertRefused(RawZip zip, ArchiveLimits limits, String message) {
        byte[] archive = zip.bytes();
        assertThatThrownBy(() -> open(archive, limits))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("Cannot read backup hostile:")
                .hasMessageContaining(message);
    }

    static List<Row> read(byte[] archive) {
        try (ArchiveReader reader = open(archive, ArchiveLimits.DEFAULTS)) {
            return ArchiveSamples.readAll(reader.rows(TABLE));
        }
    }

    static ArchiveReader open(byte[] archive, ArchiveLimits limits) {
        return ArchiveReader.open(channel(archive), "hostile", limits);
    }

    static byte[] deflated(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out, new Deflater(9, true))) {
            deflater.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    static Map<String, String> entriesOf(byte[] archive) {
        Map<String, String> entries = new LinkedHashMap<>();
        try {
            for (String name : ArchiveFormatTest.names(archive)) {
                entries.put(name, ArchiveFormatTest.entry(archive, name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }
}
