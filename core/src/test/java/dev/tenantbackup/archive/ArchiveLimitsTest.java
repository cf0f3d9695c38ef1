// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import static dev.tenantbackup.archive.ArchiveSamples.archive;
import static dev.tenantbackup.archive.CraftedArchive.MANIFEST;
import static dev.tenantbackup.archive.CraftedArchive.ROWS;
import static dev.tenantbackup.archive.CraftedArchive.ROWS_JSON;
import static dev.tenantbackup.archive.CraftedArchive.TABLE;
import static dev.tenantbackup.archive.CraftedArchive.assertRefused;
import static dev.tenantbackup.archive.CraftedArchive.crc;
import static dev.tenantbackup.archive.CraftedArchive.deflated;
import static dev.tenantbackup.archive.CraftedArchive.open;
import static dev.tenantbackup.archive.CraftedArchive.sound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.SourceDataException;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** How much is believed of an archive. */
class ArchiveLimitsTest {

    @Test
    void onEntries() {
        assertRefused(sound(), ArchiveLimits.DEFAULTS.with(ArchiveLimit.ENTRIES, 1), "maxEntries is 1");
    }

    @Test
    void onNames() {
        assertRefused(sound(), ArchiveLimits.DEFAULTS.with(ArchiveLimit.NAME_BYTES, 12), "maxNameBytes is 12");
    }

    @Test
    void onTheManifest() {
        assertRefused(
                sound(), ArchiveLimits.DEFAULTS.with(ArchiveLimit.MANIFEST_BYTES, 100), "maxManifestBytes is 100");
    }

    @Test
    void onAnEntry() {
        assertRefused(sound(), ArchiveLimits.DEFAULTS.with(ArchiveLimit.ENTRY_BYTES, 20), "maxEntryBytes is 20");
    }

    @Test
    void onAllEntriesTogether() {
        assertRefused(sound(), ArchiveLimits.DEFAULTS.with(ArchiveLimit.TOTAL_BYTES, 20), "maxTotalBytes is 20");
    }

    @Test
    void onARow() {
        ArchiveReader reader = open(sound().bytes(), ArchiveLimits.DEFAULTS.with(ArchiveLimit.ROW_BYTES, 7));
        assertThatThrownBy(() -> ArchiveSamples.readAll(reader.rows(TABLE)))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("maxRowBytes of 7");
        reader.close();
        assertThat(ArchiveSamples.readAll(open(sound().bytes(), ArchiveLimits.DEFAULTS.with(ArchiveLimit.ROW_BYTES, 8))
                        .rows(TABLE)))
                .isEqualTo(ROWS);
    }

    @Test
    void onTheLengthOfANumber() {
        assertAllowed(ValueForm.NUMBER, "1234567", ArchiveLimit.NUMBER_CHARS, 7);
        assertExceeded(ValueForm.NUMBER, "12345678", ArchiveLimit.NUMBER_CHARS, 7, "has 8 characters");
        assertExceeded(ValueForm.NUMBER, "-1E-999999", ArchiveLimit.NUMBER_CHARS, 7, "has 10 characters");
    }

    @Test
    void onTheLengthOfAString() {
        assertAllowed(ValueForm.TEXT, "M\u00FCnchen", ArchiveLimit.STRING_CHARS, 7);
        assertExceeded(ValueForm.TEXT, "M\u00FCnchens", ArchiveLimit.STRING_CHARS, 7, "has 8 characters");
        assertExceeded(ValueForm.JSON, "{\"a\": 1}", ArchiveLimit.STRING_CHARS, 7, "has 8 characters");
        assertAllowed(ValueForm.BINARY, "00ff00ff00ff", ArchiveLimit.STRING_CHARS, 8);
        assertExceeded(ValueForm.BINARY, "00ff00ff00ff00", ArchiveLimit.STRING_CHARS, 8, "has 12 characters");
    }

    @Test
    void onTheNestingOfADocument() {
        String flat = "[[1], \"[[[[[[[\\\"[[\", {}]";
        assertAllowed(ValueForm.JSON, flat, ArchiveLimit.NESTING_DEPTH, 2);
        assertAllowed(ValueForm.TEXT, "[".repeat(100), ArchiveLimit.NESTING_DEPTH, 2);
        assertExceeded(ValueForm.JSON, "[{\"a\":[]}]", ArchiveLimit.NESTING_DEPTH, 2, "is nested too deep");
        assertExceeded(ValueForm.JSON, "[".repeat(10_000), ArchiveLimit.NESTING_DEPTH, 9_999, "is nested too deep");
    }

    @Test
    void onTheNestingOfTheManifestIsFixed() {
        String deep = "{\"format\": " + "[".repeat(100_000);
        assertRefused(
                new RawZip().entry("tables/t.json", ROWS_JSON).entry("manifest.json", deep),
                "is nested deeper than 32");
    }

    @Test
    void onTheRatioAllowSmallEntriesAnything() {
        byte[] spaces = new byte[1 << 20];
        Arrays.fill(spaces, (byte) ' ');
        assertRefused(compressed(spaces, spaces.length), "manifest.json: it is not");
        byte[] more = Arrays.copyOf(spaces, spaces.length + 1);
        assertRefused(compressed(more, more.length), "and the limit maxRatio is 300");
        assertRefused(
                compressed(more, more.length),
                ArchiveLimits.DEFAULTS.with(ArchiveLimit.RATIO, 1100),
                "manifest.json: it is not");
    }

    /** What the writer makes by default passes the limit, however dull the rows are. */
    @Test
    void onTheRatioLeaveRoomForTheDullestRows() throws IOException {
        List<Column> columns = List.of(Column.of("text", "text", ValueForm.TEXT, false));
        List<Row> dull = List.of(Row.of(" ".repeat(20 << 20)));
        byte[] archive = archive(TABLE, columns, List.of(), dull);
        assertThat(archive.length).isLessThan((20 << 20) / 200);
        try (ArchiveReader reader = open(archive, ArchiveLimits.DEFAULTS)) {
            assertThat(ArchiveSamples.readAll(reader.rows(TABLE))).isEqualTo(dull);
        }
        try (ArchiveWriter dense =
                new ArchiveWriter(OutputStream.nullOutputStream(), ArchiveOptions.DEFAULTS.withCompressionLevel(9))) {
            assertThatThrownBy(() -> ArchiveSamples.fill(dense.begin(TABLE, columns, List.of()), dull))
                    .isInstanceOf(SourceDataException.class)
                    .hasMessageContaining("entry tables/t.json has")
                    .hasMessageContaining("the limit maxRatio is 300");
        }
    }

    @Test
    void areNeverLessThanOne() {
        for (ArchiveLimit limit : ArchiveLimit.values()) {
            assertThat(ArchiveLimit.named(limit.word())).contains(limit);
            assertThat(ArchiveLimits.DEFAULTS.of(limit)).isEqualTo(limit.preset());
            assertThat(ArchiveLimits.DEFAULTS.with(limit, limit.greatest()).of(limit))
                    .isEqualTo(limit.greatest());
            assertThatThrownBy(() -> ArchiveLimits.DEFAULTS.with(limit, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(limit.word());
        }
        assertThatThrownBy(() -> ArchiveLimits.DEFAULTS.with(ArchiveLimit.ROW_BYTES, Integer.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertAllowed(ValueForm form, String value, ArchiveLimit limit, long max) {
        assertThat(readBack(form, value, ArchiveLimits.DEFAULTS.with(limit, max)))
                .isEqualTo(List.of(Row.of(value)));
        assertThatCode(() -> write(form, value, ArchiveLimits.DEFAULTS.with(limit, max)))
                .doesNotThrowAnyException();
    }

    /** Neither the reader takes it, nor the writer, who would else write what can't be read. */
    private static void assertExceeded(ValueForm form, String value, ArchiveLimit limit, long max, String how) {
        ArchiveLimits limits = ArchiveLimits.DEFAULTS.with(limit, max);
        String reason = "the value of column 'v' " + how;
        String said = "the limit " + limit.word() + " is " + max;
        assertThatThrownBy(() -> readBack(form, value, limits))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("row 1 of table 't'")
                .hasMessageContaining(reason)
                .hasMessageContaining(said);
        assertThatThrownBy(() -> write(form, value, limits))
                .isInstanceOf(SourceDataException.class)
                .hasMessageContaining("row number 1 has a value in column 'v'")
                .hasMessageContaining(said);
    }

    private static List<Row> readBack(ValueForm form, String value, ArchiveLimits limits) {
        byte[] archive = archive(TABLE, column(form), List.of(), List.of(Row.of(value)));
        try (ArchiveReader reader = open(archive, limits)) {
            return ArchiveSamples.readAll(reader.rows(TABLE));
        }
    }

    private static void write(ValueForm form, String value, ArchiveLimits limits) throws IOException {
        try (ArchiveWriter writer =
                new ArchiveWriter(OutputStream.nullOutputStream(), ArchiveOptions.DEFAULTS.withLimits(limits))) {
            writer.begin(TABLE, column(form), List.of()).write(Row.of(value));
        }
    }

    private static List<Column> column(ValueForm form) {
        return List.of(Column.of("v", "any", form, false));
    }

    /** An archive whose manifest is made of these bytes. */
    private static RawZip compressed(byte[] manifest, long size) {
        return new RawZip()
                .entry("manifest.json", "manifest.json", deflated(manifest), 0, 8, crc(manifest), size, size);
    }

    @Test
    void onARowThatHasNoEnd() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] endless = new byte[50 << 20];
        Arrays.fill(endless, (byte) '[');
        String agreeing = MANIFEST.replaceAll("\"bytes\": " + ROWS_JSON.length(), "\"bytes\": " + endless.length);
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("tables/t.json"));
            zip.write(endless);
            zip.putNextEntry(new ZipEntry("manifest.json"));
            zip.write(agreeing.getBytes(StandardCharsets.UTF_8));
        }
        ArchiveReader reader = open(
                out.toByteArray(),
                ArchiveLimits.DEFAULTS.with(ArchiveLimit.ROW_BYTES, 1 << 20).with(ArchiveLimit.RATIO, 2000));
        assertThatThrownBy(() -> ArchiveSamples.readAll(reader.rows(TABLE)))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("maxRowBytes");
        reader.close();
    }
}
