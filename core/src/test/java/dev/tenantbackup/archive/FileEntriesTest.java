// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import static dev.tenantbackup.archive.CraftedArchive.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.files.FileKey;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.SourceDataException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entries of files that rows point to: as they are written, and as nobody should write them. */
class FileEntriesTest {

    private static final String SOUP = "soup";
    private static final Digest DIGEST = Digest.of(SOUP);
    private static final String ENTRY = "files/" + DIGEST.hex();
    private static final ArchivedFile FILE =
            new ArchivedFile(DIGEST, 4, List.of(FileKey.of("menus/a.jpg"), FileKey.of("menus/b.jpg")));
    private static final byte[] ARCHIVE = archive();
    private static final Map<String, String> ENTRIES = CraftedArchive.entriesOf(ARCHIVE);
    private static final String MANIFEST = ENTRIES.getOrDefault("manifest.json", "");

    private static byte[] archive() {
        return ArchiveSamples.bytes(writer -> {
            writer.file(DIGEST, content(SOUP));
            return manifest(FILE);
        });
    }

    private static Manifest manifest(ArchivedFile file) {
        Manifest plain = ArchiveSamples.manifest(List.of());
        return new Manifest(
                plain.formatVersion(),
                plain.backup(),
                plain.kind(),
                plain.tenant(),
                null,
                plain.exportedAt(),
                plain.exportedBy(),
                plain.source(),
                plain.scope(),
                true,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                ArchivedFiles.included(List.of(file)));
    }

    private static InputStream content(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void areReadBackAndListedWithTheirKeys() throws IOException {
        assertThat(ENTRIES).containsEntry(ENTRY, SOUP);
        try (ArchiveReader reader = ArchiveSamples.open(ARCHIVE);
                InputStream file = reader.file(FILE)) {
            assertThat(reader.manifest().files()).isEqualTo(ArchivedFiles.included(List.of(FILE)));
            assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(SOUP);
        }
        assertThat(verify(ARCHIVE).problems()).isEmpty();
    }

    @Test
    void thatCompressTooWellAreStillRead() {
        byte[] blank = new byte[5_000_000];
        Digest digest = Digest.of(blank);
        ArchivedFile file = new ArchivedFile(digest, blank.length, List.of(FileKey.of("blank.bmp")));
        byte[] archive = ArchiveSamples.bytes(writer -> {
            writer.file(digest, new ByteArrayInputStream(blank));
            return manifest(file);
        });
        assertThat(verify(archive).problems()).isEmpty();
    }

    @Test
    void thatChangedWhileTheyWereReadEndTheExport() {
        assertThatThrownBy(() -> ArchiveSamples.bytes(writer -> {
                    writer.file(DIGEST, content("broth"));
                    return manifest(FILE);
                }))
                .isInstanceOf(SourceDataException.class)
                .hasMessageContaining("a file changed while it was read");
    }

    @Test
    void thatHoldOtherBytesAreNoticed() throws IOException {
        byte[] forged = new RawZip()
                .entry(ENTRY, "soap")
                .entry("manifest.json", MANIFEST)
                .bytes();

        assertThat(verify(forged).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains(ENTRY, "other bytes than its name says"));
        try (ArchiveReader reader = ArchiveSamples.open(forged);
                InputStream file = reader.file(FILE)) {
            assertThatThrownBy(file::readAllBytes)
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("holds other bytes");
        }
    }

    @Test
    void thatAreMissingOrUndeclaredAreRefused() {
        assertRefused(new RawZip().entry("manifest.json", MANIFEST), "entry '" + ENTRY + "' is missing");
        String other = "files/" + Digest.of("other").hex();
        assertRefused(
                new RawZip().entry(ENTRY, SOUP).entry(other, "other").entry("manifest.json", MANIFEST),
                "entry '" + other + "' is not named in the manifest");
    }

    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd, it has a part '..'",
        "/etc/passwd, it begins with a slash",
        "menus/b.jpg, key 'menus/b.jpg' is of two files",
        "'', it is empty"
    })
    void withKeysThatLeadElsewhereAreRefused(String key, String message) {
        String forged = key.equals("menus/b.jpg")
                ? MANIFEST.replace("\"menus/a.jpg\"", "\"menus/b.jpg\"")
                : MANIFEST.replace("\"menus/a.jpg\"", "\"" + key + "\"");
        assertThat(forged).isNotEqualTo(MANIFEST);
        assertRefused(new RawZip().entry(ENTRY, SOUP).entry("manifest.json", forged), message);
    }

    private static ValidationReport verify(byte[] archive) {
        return ArchiveVerifier.verify(
                ArchiveSamples.channel(archive), "sample", ValidationReport.Level.DIGESTS, ArchiveLimits.DEFAULTS);
    }
}
