// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import static dev.tenantbackup.archive.CraftedArchive.ENTRIES;
import static dev.tenantbackup.archive.CraftedArchive.MANIFEST;
import static dev.tenantbackup.archive.CraftedArchive.ROWS;
import static dev.tenantbackup.archive.CraftedArchive.ROWS_JSON;
import static dev.tenantbackup.archive.CraftedArchive.assertRefused;
import static dev.tenantbackup.archive.CraftedArchive.read;
import static dev.tenantbackup.archive.CraftedArchive.sound;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries that somebody put into an archive, took out of it, renamed or packed in another way. */
class HostileEntriesTest {

    @Test
    void anArchiveThatOtherToolsPackedAgainIsRead() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> entry : ENTRIES.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        assertThat(read(out.toByteArray())).isEqualTo(ROWS);
        assertThat(read(sound().bytes())).isEqualTo(ROWS);
    }

    @Test
    void thatTheManifestDoesNotNameAreRefused() {
        assertRefused(
                new RawZip()
                        .entry("tables/t.json", ROWS_JSON)
                        .entry("extra", "x")
                        .entry("manifest.json", MANIFEST),
                "entry 'extra' is not named in the manifest");
    }

    @Test
    void thatAreMissingAreRefused() {
        assertRefused(new RawZip().entry("manifest.json", MANIFEST), "entry 'tables/t.json' is missing");
    }

    @Test
    void thatComeTwiceAreRefused() {
        assertRefused(
                new RawZip()
                        .entry("tables/t.json", ROWS_JSON)
                        .entry("tables/t.json", ROWS_JSON)
                        .entry("manifest.json", MANIFEST),
                "entry 'tables/t.json' is there twice");
    }

    @Test
    void thatAreListedTwiceAreRefused() {
        assertRefused(sound().listedTwice(), "reaches into what follows it");
    }

    @Test
    void behindTheManifestAreRefused() {
        assertRefused(
                new RawZip().entry("manifest.json", MANIFEST).entry("tables/t.json", ROWS_JSON),
                "its last entry is not manifest.json");
    }

    @Test
    void ofAnotherSizeThanTheManifestSaysAreRefused() {
        assertRefused(
                new RawZip()
                        .entry("tables/t.json", ROWS_JSON)
                        .entry("manifest.json", MANIFEST.replace("\"bytes\": " + ROWS_JSON.length(), "\"bytes\": 999")),
                "has " + ROWS_JSON.length() + " bytes, and the manifest says 999");
    }

    @Test
    void allComplaintsAreCounted() {
        assertRefused(
                new RawZip().entry("a", "").entry("b", "").entry("manifest.json", MANIFEST), "(and 2 more problems)");
    }

    @ParameterizedTest
    @CsvSource({
        "../evil, leads out of its folder and",
        "tables/../t.json, leads out of its folder and",
        "tables\\..\\..\\evil, leads out of its folder and",
        "/etc/passwd, is an absolute path and",
        "C:\\evil, is an absolute path and",
        "\\\\server\\evil, is an absolute path and",
        "tables/, is a folder and",
        "TABLES/T.JSON, differs from entry 'tables/t.json' in upper and lower case only and",
        "'tables/t.json ', ''",
        "tables/%74.json, ''",
        "manifest.json/, is a folder and",
    })
    void withOddNamesAreRefused(String name, String oddity) {
        assertRefused(
                new RawZip().entry("tables/t.json", ROWS_JSON).entry(name, "x").entry("manifest.json", MANIFEST),
                "entry '" + name + "' " + (oddity.isEmpty() ? "" : oddity + " ") + "is not named in the manifest");
    }

    @ParameterizedTest
    @CsvSource({"0xA1FF, is a link", "0x41FF, is no plain file", "0x2180, is no plain file"})
    void thatAreNoPlainFilesAreRefused(String mode, String how) {
        assertRefused(
                new RawZip()
                        .entry("tables/t.json", ROWS_JSON)
                        .ofUnixMode(Integer.decode(mode))
                        .entry("manifest.json", MANIFEST),
                "entry 'tables/t.json' " + how);
        assertThat(read(new RawZip()
                        .entry("tables/t.json", ROWS_JSON)
                        .ofUnixMode(0x81A4)
                        .entry("manifest.json", MANIFEST)
                        .bytes()))
                .isEqualTo(ROWS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tables/\u0000t.json", "tables/ü.json", "a\nb", "a\u007Fb"})
    void withNamesThatNoPrinterShowsAreRefused(String name) {
        assertRefused(new RawZip().entry(name, "x").entry("manifest.json", MANIFEST), "an entry's name has");
    }

    @Test
    void thatAreEncryptedAreRefused() {
        byte[] rows = ROWS_JSON.getBytes(StandardCharsets.UTF_8);
        assertRefused(
                new RawZip().entry("tables/t.json", "tables/t.json", rows, 1).entry("manifest.json", MANIFEST),
                "encrypted");
    }

    @Test
    void compressedInAnotherWayAreRefused() {
        assertRefused(
                new RawZip()
                        .entry("tables/t.json", "tables/t.json", new byte[0], 0, 93, 0, 0, 0)
                        .entry("manifest.json", MANIFEST),
                "compressed in a way that the format does not use");
    }
}
