// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import static dev.tenantbackup.archive.ArchiveSamples.archive;
import static dev.tenantbackup.archive.ArchiveSamples.channel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that somebody made to harm us, or that went through hands that did not know what they held. */
class HostileArchiveTest {

    private static final TableName TABLE = TableName.of("t");
    private static final List<Column> COLUMNS = List.of(Column.of("id", "bigint", ValueForm.NUMBER, false));
    private static final List<Row> ROWS = List.of(Row.of("1"), Row.of("2"));
    private static final String ROWS_JSON = "[\n{\"id\":1},\n{\"id\":2}\n]\n";

    private final Map<String, String> entries = entriesOf(archive(TABLE, COLUMNS, List.of("id"), ROWS));
    private final String manifest = entries.getOrDefault("manifest.json", "");

    @Test
    void anArchiveThatOtherToolsPackedAgainIsRead() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        assertThat(read(out.toByteArray())).isEqualTo(ROWS);
        assertThat(read(sound().bytes())).isEqualTo(ROWS);
    }

    @Nested
    class Entries {

        @Test
        void thatTheManifestDoesNotNameAreRefused() {
            assertRefused(
                    new RawZip()
                            .entry("tables/t.json", ROWS_JSON)
                            .entry("extra", "x")
                            .entry("manifest.json", manifest),
                    "entry 'extra' is not named in the manifest");
        }

        @Test
        void thatAreMissingAreRefused() {
            assertRefused(new RawZip().entry("manifest.json", manifest), "entry 'tables/t.json' is missing");
        }

        @Test
        void thatComeTwiceAreRefused() {
            assertRefused(
                    new RawZip()
                            .entry("tables/t.json", ROWS_JSON)
                            .entry("tables/t.json", ROWS_JSON)
                            .entry("manifest.json", manifest),
                    "entry 'tables/t.json' is there twice");
        }

        @Test
        void thatAreListedTwiceAreRefused() {
            assertRefused(sound().listedTwice(), "reaches into what follows it");
        }

        @Test
        void behindTheManifestAreRefused() {
            assertRefused(
                    new RawZip().entry("manifest.json", manifest).entry("tables/t.json", ROWS_JSON),
                    "its last entry is not manifest.json");
        }

        @Test
        void ofAnotherSizeThanTheManifestSaysAreRefused() {
            assertRefused(
                    new RawZip()
                            .entry("tables/t.json", ROWS_JSON)
                            .entry(
                                    "manifest.json",
                                    manifest.replace("\"bytes\": " + ROWS_JSON.length(), "\"bytes\": 999")),
                    "has " + ROWS_JSON.length() + " bytes, and the manifest says 999");
        }

        @Test
        void allComplaintsAreCounted() {
            assertRefused(
                    new RawZip().entry("a", "").entry("b", "").entry("manifest.json", manifest),
                    "(and 2 more problems)");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "../evil",
                    "/etc/passwd",
                    "C:\\evil",
                    "tables/",
                    "tables/../t.json",
                    "TABLES/T.JSON",
                    "tables/t.json ",
                    "tables/%74.json"
                })
        void withOddNamesAreRefused(String name) {
            assertRefused(
                    new RawZip()
                            .entry("tables/t.json", ROWS_JSON)
                            .entry(name, "x")
                            .entry("manifest.json", manifest),
                    "entry '" + name + "' is not named in the manifest");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "tables/\u0000t.json", "tables/ü.json", "a\nb", "a\u007Fb"})
        void withNamesThatNoPrinterShowsAreRefused(String name) {
            assertRefused(new RawZip().entry(name, "x").entry("manifest.json", manifest), "an entry's name has");
        }

        @Test
        void thatAreEncryptedAreRefused() {
            byte[] rows = ROWS_JSON.getBytes(StandardCharsets.UTF_8);
            assertRefused(
                    new RawZip()
                            .entry("tables/t.json", "tables/t.json", rows, 1)
                            .entry("manifest.json", manifest),
                    "encrypted");
        }

        @Test
        void compressedInAnotherWayAreRefused() {
            assertRefused(
                    new RawZip()
                            .entry("tables/t.json", "tables/t.json", new byte[0], 0, 93, 0, 0, 0)
                            .entry("manifest.json", manifest),
                    "compressed in a way that the format does not use");
        }
    }

    @Nested
    class Headers {

        private final byte[] rows = ROWS_JSON.getBytes(StandardCharsets.UTF_8);

        @Test
        void thatDisagreeOnTheNameAreRefused() {
            assertRefused(
                    new RawZip()
                            .entry("tables/u.json", "tables/t.json", rows, 0)
                            .entry("manifest.json", manifest),
                    "contradict each other");
        }

        @Test
        void thatDisagreeOnTheSizeAreRefused() {
            long crc = crc(rows);
            assertRefused(
                    new RawZip()
                            .entry("tables/t.json", "tables/t.json", rows, 0, 0, crc, rows.length - 1L, rows.length)
                            .entry("manifest.json", manifest),
                    "contradict each other");
            assertRefused(
                    new RawZip()
                            .entry("tables/t.json", "tables/t.json", rows, 0, 0, crc, rows.length, rows.length - 1L)
                            .entry("manifest.json", manifest),
                    "impossible size");
        }

        @Test
        void withAWrongChecksumAreNoticedWhenTheEntryIsRead() {
            byte[] archive = new RawZip()
                    .entry("tables/t.json", "tables/t.json", rows, 0, 0, 4711, rows.length, rows.length)
                    .entry("manifest.json", manifest)
                    .bytes();
            assertThatThrownBy(() -> read(archive))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("size and checksum");
        }

        @Test
        void withDataBehindTheirCompressedDataAreNoticedWhenTheEntryIsRead() {
            byte[] deflated = deflated(rows);
            byte[] longer = Arrays.copyOf(deflated, deflated.length + 6);
            byte[] archive = new RawZip()
                    .entry("tables/t.json", "tables/t.json", longer, 0, 8, crc(rows), rows.length, rows.length)
                    .entry("manifest.json", manifest)
                    .bytes();
            assertThatThrownBy(() -> read(archive))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("size and checksum");
        }

        @Test
        void ofEntriesThatInflateToMoreThanTheySayAreNoticedAtOnce() {
            byte[] bomb = new byte[5_000_000];
            Arrays.fill(bomb, (byte) '\n');
            byte[] archive = new RawZip()
                    .entry("tables/t.json", "tables/t.json", deflated(bomb), 0, 8, crc(bomb), rows.length, rows.length)
                    .entry("manifest.json", manifest)
                    .bytes();
            assertThatThrownBy(() -> read(archive))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("is longer than its declared " + rows.length + " bytes");
        }

        @Test
        void behindTheDataMayHaveAnyOfTheirFourForms() {
            for (boolean signed : new boolean[] {true, false}) {
                for (boolean wide : new boolean[] {true, false}) {
                    byte[] archive =
                            withDescriptor(descriptor(signed, wide, 0x08074b50, crc(rows), rows.length, rows.length));
                    assertThat(read(archive)).isEqualTo(ROWS);
                }
            }
        }

        @Test
        void behindTheDataThatDisagreeAreRefused() {
            long crc = crc(rows);
            int size = rows.length;
            for (byte[] wrong : List.of(
                    descriptor(true, true, 0x08074b51, crc, size, size),
                    descriptor(true, true, 0x08074b50, crc + 1, size, size),
                    descriptor(true, false, 0x08074b50, crc, size + 1, size),
                    descriptor(false, true, 0x08074b50, crc, size, size + 1),
                    descriptor(false, false, 0x08074b50, crc + 1, size, size))) {
                assertThatThrownBy(() -> read(withDescriptor(wrong)))
                        .isInstanceOf(ArchiveException.class)
                        .hasMessageContaining("contradict each other");
            }
            for (int length : new int[] {0, 4, 13, 25, 100}) {
                assertThatThrownBy(() -> read(withDescriptor(new byte[length])))
                        .isInstanceOf(ArchiveException.class)
                        .hasMessageContaining("bytes that belong to no entry");
            }
        }

        private byte[] withDescriptor(byte[] descriptor) {
            return new RawZip()
                    .entry("tables/t.json", "tables/t.json", rows, 8)
                    .junk(descriptor)
                    .entry("manifest.json", manifest)
                    .bytes();
        }

        private byte[] descriptor(
                boolean signed, boolean wide, int signature, long crc, long compressedSize, long size) {
            ByteBuffer bytes =
                    ByteBuffer.allocate((signed ? 4 : 0) + 4 + (wide ? 16 : 8)).order(ByteOrder.LITTLE_ENDIAN);
            if (signed) {
                bytes.putInt(signature);
            }
            bytes.putInt((int) crc);
            if (wide) {
                bytes.putLong(compressedSize).putLong(size);
            } else {
                bytes.putInt((int) compressedSize).putInt((int) size);
            }
            return bytes.array();
        }

        @Test
        void behindJunkAreRefused() {
            assertRefused(
                    new RawZip()
                            .junk("#!/bin/sh\n")
                            .entry("tables/t.json", ROWS_JSON)
                            .entry("manifest.json", manifest),
                    "begins at byte 10 instead of 0");
        }

        @Test
        void withJunkBetweenThemAreRefused() {
            assertRefused(
                    new RawZip()
                            .entry("tables/t.json", ROWS_JSON)
                            .junk("hidden")
                            .entry("manifest.json", manifest),
                    "bytes that belong to no entry");
            assertRefused(sound().junk("hidden"), "bytes that belong to no entry");
        }

        @Test
        void followedByAnythingAreRefused() {
            assertRefused(sound().comment("hello"), "its end is missing");
            byte[] longer = Arrays.copyOf(sound().bytes(), sound().bytes().length + 1);
            assertThatThrownBy(() -> open(longer, ArchiveLimits.DEFAULTS)).isInstanceOf(ArchiveException.class);
        }

        @Test
        void atTheEndThatAreWrongAreRefused() {
            byte[] archive = sound().bytes();
            int end = archive.length - 22;
            for (int field : new int[] {4, 6, 8, 10, 12, 16, 20}) {
                byte[] wrong = archive.clone();
                wrong[end + field]++;
                assertThatThrownBy(() -> open(wrong, ArchiveLimits.DEFAULTS))
                        .as("field %d", field)
                        .isInstanceOf(ArchiveException.class);
            }
        }

        @Test
        void ofZip64ThatAreWrongAreRefused() {
            byte[] archive = archive(TABLE, COLUMNS, List.of("id"), ROWS);
            int old = archive.length - 22;
            int locator = old - 20;
            int end = locator - 56;
            for (int at : new int[] {
                locator + 4,
                locator + 8,
                locator + 16,
                end,
                end + 4,
                end + 16,
                end + 20,
                end + 24,
                end + 32,
                end + 40,
                end + 48,
                old + 10,
                old + 12,
                old + 16
            }) {
                byte[] wrong = archive.clone();
                wrong[at]++;
                assertThatThrownBy(() -> open(wrong, ArchiveLimits.DEFAULTS))
                        .as("byte %d", at)
                        .isInstanceOf(ArchiveException.class);
            }
        }

        @Test
        void withZip64SizesThatNothingRefersToAreRefused() {
            byte[] archive = archive(TABLE, COLUMNS, List.of("id"), ROWS);
            Arrays.fill(archive, 22, 26, (byte) 0);
            assertThatThrownBy(() -> open(archive, ArchiveLimits.DEFAULTS))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("ZIP64 extra field has values that nothing refers to");
        }

        @Test
        void ofNoZipAtAllAreRefused() {
            for (String text : List.of("", "PK", "not a zip, but long enough to hold the end record of one")) {
                assertThatThrownBy(() -> open(text.getBytes(StandardCharsets.UTF_8), ArchiveLimits.DEFAULTS))
                        .isInstanceOf(ArchiveException.class);
            }
            assertRefused(new RawZip(), "its last entry is not manifest.json");
        }
    }

    @Nested
    class Rows {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "[\n{\"id\":1},\n{\"id\":2},\n]\n",
                    "[\n{\"id\":1}\n{\"id\":2}\n]\n",
                    "[{\"id\":1},{\"id\":2}]\n",
                    "[\n{\"id\":1},\n{\"id\":2}\n]",
                    "[\n{\"id\":1},\n{\"id\":2}\n",
                    "\n[\n]\n",
                    "[\n]\n",
                    "[]\n[]\n",
                    "",
                    "[\n{\"id\":1},\n{\"id\":2}\n]\n\n",
                    "[\n{\"id\":1},\n\n{\"id\":2}\n]\n",
                    "[\n{\"id\":1},\r\n{\"id\":2}\n]\n"
                })
        void thatDoNotStandAsTheyShouldAreRefused(String content) {
            assertThatThrownBy(() -> read(consistent(content))).isInstanceOf(ArchiveException.class);
        }

        @Test
        void thatDifferFromTheManifestAreRefusedWithTheirRange() {
            String changed = ROWS_JSON.replace('2', '3');
            assertThatThrownBy(() -> read(archiveWith(changed, manifest)))
                    .isInstanceOfSatisfying(
                            ArchiveException.class,
                            e -> assertThat(e.problem().table()).contains(TABLE))
                    .hasMessageContaining("digest of table 't' differs from the manifest (row 1 to 2)")
                    .hasMessageContaining("Hint:");
        }

        @Test
        void thatAreFewerThanTheManifestSaysAreRefused() {
            String lessRows = manifest.replace("\"rows\": 2", "\"rows\": 1");
            assertThatThrownBy(() -> read(archiveWith(ROWS_JSON, lessRows)))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("row");
        }

        @Test
        void ofATableThatIsNotThereCanNotBeAskedFor() {
            try (ArchiveReader reader = open(sound().bytes(), ArchiveLimits.DEFAULTS)) {
                assertThatThrownBy(() -> reader.rows(TableName.of("u")))
                        .isInstanceOf(NotFoundException.class)
                        .hasMessageContaining("no table 'u'");
                assertThatThrownBy(() -> reader.sharedRows(TABLE)).isInstanceOf(NotFoundException.class);
            }
        }

        @Test
        void canNotBeReadFromAClosedStream() {
            try (ArchiveReader reader = open(sound().bytes(), ArchiveLimits.DEFAULTS)) {
                RowStream rows = reader.rows(TABLE);
                rows.next();
                rows.close();
                assertThatThrownBy(rows::next).isInstanceOf(IllegalStateException.class);
            }
        }

        /** An entry and a manifest that agree on size and digest, so that only the form can be wrong. */
        private byte[] consistent(String content) {
            String agreeing = manifest.replaceAll("\"bytes\": " + ROWS_JSON.length(), "\"bytes\": " + content.length())
                    .replace(Digest.of(ROWS_JSON).hex(), Digest.of(content).hex());
            return archiveWith(content, agreeing);
        }
    }

    @Nested
    class Limits {

        @Test
        void onEntries() {
            assertRefused(sound(), ArchiveLimits.DEFAULTS.withMaxEntries(1), "maxEntries is 1");
        }

        @Test
        void onNames() {
            assertRefused(sound(), ArchiveLimits.DEFAULTS.withMaxNameBytes(12), "maxNameBytes is 12");
        }

        @Test
        void onTheManifest() {
            assertRefused(sound(), ArchiveLimits.DEFAULTS.withMaxManifestBytes(100), "maxManifestBytes is 100");
        }

        @Test
        void onAnEntry() {
            assertRefused(sound(), ArchiveLimits.DEFAULTS.withMaxEntryBytes(20), "maxEntryBytes is 20");
        }

        @Test
        void onAllEntriesTogether() {
            assertRefused(sound(), ArchiveLimits.DEFAULTS.withMaxTotalBytes(20), "maxTotalBytes is 20");
        }

        @Test
        void onARow() {
            ArchiveReader reader = open(sound().bytes(), ArchiveLimits.DEFAULTS.withMaxRowBytes(7));
            assertThatThrownBy(() -> ArchiveSamples.readAll(reader.rows(TABLE)))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("maxRowBytes of 7");
            reader.close();
            assertThat(ArchiveSamples.readAll(open(sound().bytes(), ArchiveLimits.DEFAULTS.withMaxRowBytes(8))
                            .rows(TABLE)))
                    .isEqualTo(ROWS);
        }

        @Test
        void onARowThatHasNoEnd() throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] endless = new byte[50 << 20];
            Arrays.fill(endless, (byte) '[');
            String agreeing = manifest.replaceAll("\"bytes\": " + ROWS_JSON.length(), "\"bytes\": " + endless.length);
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.putNextEntry(new ZipEntry("tables/t.json"));
                zip.write(endless);
                zip.putNextEntry(new ZipEntry("manifest.json"));
                zip.write(agreeing.getBytes(StandardCharsets.UTF_8));
            }
            ArchiveReader reader = open(out.toByteArray(), ArchiveLimits.DEFAULTS.withMaxRowBytes(1 << 20));
            assertThatThrownBy(() -> ArchiveSamples.readAll(reader.rows(TABLE)))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("maxRowBytes");
            reader.close();
        }
    }

    private RawZip sound() {
        return new RawZip().entry("tables/t.json", ROWS_JSON).entry("manifest.json", manifest);
    }

    private static byte[] archiveWith(String rows, String manifest) {
        return new RawZip()
                .entry("tables/t.json", rows)
                .entry("manifest.json", manifest)
                .bytes();
    }

    private static void assertRefused(RawZip zip, String message) {
        assertRefused(zip, ArchiveLimits.DEFAULTS, message);
    }

    private static void assertRefused(RawZip zip, ArchiveLimits limits, String message) {
        byte[] archive = zip.bytes();
        assertThatThrownBy(() -> open(archive, limits))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("Cannot read backup hostile:")
                .hasMessageContaining(message);
    }

    private static List<Row> read(byte[] archive) {
        try (ArchiveReader reader = open(archive, ArchiveLimits.DEFAULTS)) {
            return ArchiveSamples.readAll(reader.rows(TABLE));
        }
    }

    private static ArchiveReader open(byte[] archive, ArchiveLimits limits) {
        return ArchiveReader.open(channel(archive), "hostile", limits);
    }

    private static byte[] deflated(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out, new Deflater(9, true))) {
            deflater.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    private static Map<String, String> entriesOf(byte[] archive) {
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
