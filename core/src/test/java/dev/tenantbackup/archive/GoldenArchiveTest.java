// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.archive.seal.SignaturePolicy;
import dev.tenantbackup.archive.seal.SigningKey;
import dev.tenantbackup.archive.seal.VerifyingKey;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Archives of every format version, as they were written when it was current. They are never written again; a release
 * that can't read one of them as it is breaks a promise.
 */
class GoldenArchiveTest {

    @Test
    void version1IsReadForEver() throws IOException {
        byte[] archive = resource("format-1.zip");
        assertThat(Digest.of(archive).hex())
                .isEqualTo("7fb163cee4e24149b0cc063ed11f3a467fc591f57da155b6e66a614ef0b57a2a");

        try (ArchiveReader reader = ArchiveSamples.open(archive)) {
            Manifest manifest = reader.manifest();
            assertThat(manifest.formatVersion()).isEqualTo(1);
            assertThat(reader.manifestSha256())
                    .isEqualTo(BackupRecord.parse(resource("format-1.json")).manifestSha256());
            assertThat(manifest)
                    .isEqualTo(ArchiveSamples.write(
                            ArchiveSamples.ID,
                            ArchiveSamples.EXPORTED_AT,
                            TenantId.of(42),
                            new ArchiveWriter(new ByteArrayOutputStream())));
            assertThat(ArchiveSamples.readAll(reader.rows(ArchiveSamples.MENUS)))
                    .isEqualTo(ArchiveSamples.MENU_ROWS);
            assertThat(ArchiveSamples.readAll(reader.rows(ArchiveSamples.NOTES)))
                    .isEqualTo(ArchiveSamples.NOTE_ROWS);
            assertThat(ArchiveSamples.readAll(reader.rows(ArchiveSamples.EMPTY)))
                    .isEmpty();
            assertThat(ArchiveSamples.readAll(reader.sharedRows(ArchiveSamples.COUNTRIES)))
                    .isEqualTo(ArchiveSamples.COUNTRY_ROWS);
        }
        assertThat(ArchiveVerifier.verify(
                                ArchiveSamples.channel(archive),
                                "golden",
                                ValidationReport.Level.REFERENCES,
                                ArchiveLimits.DEFAULTS)
                        .problems())
                .isEmpty();
    }

    @Test
    void signedVersion1IsReadForEver() throws IOException {
        byte[] archive = resource("format-1-signed.zip");
        assertThat(Digest.of(archive).hex())
                .isEqualTo("c3df926e434b6c96893281e4ab91e606934e505b2db8898a8f7eceaa93c22822");
        VerifyingKey key = VerifyingKey.ofPem(new String(resource("format-1-signed.pub"), StandardCharsets.US_ASCII));

        try (ArchiveReader reader = ArchiveReader.open(
                ArchiveSamples.channel(archive),
                "golden",
                ArchiveLimits.DEFAULTS,
                SignaturePolicy.requireFrom(List.of(key)))) {
            assertThat(reader.signedBy()).contains(key);
            try (ArchiveReader plain = ArchiveSamples.open(resource("format-1.zip"))) {
                assertThat(reader.manifest()).isEqualTo(plain.manifest());
            }
            assertThat(ArchiveSamples.readAll(reader.rows(ArchiveSamples.MENUS)))
                    .isEqualTo(ArchiveSamples.MENU_ROWS);
        }
        SignaturePolicy others =
                SignaturePolicy.requireFrom(List.of(SigningKey.generate().verifyingKey()));
        assertThatThrownBy(() ->
                        ArchiveReader.open(ArchiveSamples.channel(archive), "golden", ArchiveLimits.DEFAULTS, others))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining(key.id());
    }

    @Test
    void theRecordOfVersion1IsReadForEver() throws IOException {
        BackupRecord backup = BackupRecord.parse(resource("format-1.json"));

        assertThat(backup.id()).isEqualTo(ArchiveSamples.ID);
        assertThat(backup.tenant()).isEqualTo(TenantId.of(42));
        assertThat(backup.bytes()).isEqualTo(resource("format-1.zip").length);
        assertThat(backup.sha256()).isEqualTo(Digest.of(resource("format-1.zip")));
        assertThat(backup.rows()).isEqualTo(7);
    }

    @Test
    void whatIsWrittenTodayHasTheEntriesOfTheNewestOne() throws IOException {
        byte[] golden = resource("format-" + Manifest.FORMAT_VERSION + ".zip");
        byte[] today = ArchiveSamples.archive();

        assertThat(ArchiveFormatTest.names(today)).isEqualTo(ArchiveFormatTest.names(golden));
        for (String name : ArchiveFormatTest.names(golden)) {
            assertThat(ArchiveFormatTest.entry(today, name)).isEqualTo(ArchiveFormatTest.entry(golden, name));
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = GoldenArchiveTest.class.getResourceAsStream("/golden/" + name)) {
            assertThat(in).as("golden archive %s", name).isNotNull();
            return in.readAllBytes();
        }
    }
}
