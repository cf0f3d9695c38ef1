// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.archive.seal.Signature;
import dev.tenantbackup.archive.seal.SigningKey;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackupRecordTest {

    private static final BackupId ID = BackupId.of("tenant_export_a%2Eb_20260301020000-2");

    private static final BackupRecord RECORD = new BackupRecord(
            1,
            ID,
            BackupKind.SAFETY,
            TenantId.of("a.b"),
            "Casa \"Nueva\"",
            Instant.parse("2026-03-01T02:00:00.123456Z"),
            "alice",
            ArchiveFile.plain(ID, 1234, Digest.of("archive")),
            Digest.of("manifest"),
            Map.of(TableName.of("menus"), 3L, TableName.of("audit", "notes.old"), 4L),
            false,
            2,
            new BackupRecord.Link(BackupId.of("tenant_export_a%2Eb_20260301020000"), Digest.of("record")),
            null);

    private final String json = new String(RECORD.toBytes(), StandardCharsets.UTF_8);

    @Test
    void isReadAsItWasWritten() {
        assertThat(BackupRecord.parse(RECORD.toBytes())).isEqualTo(RECORD);
        assertThat(RECORD.rows()).isEqualTo(7);
        assertThat(RECORD.toBytes())
                .isEqualTo(BackupRecord.parse(RECORD.toBytes()).toBytes());
    }

    @Test
    void hasTheDocumentedForm() {
        assertThat(json).isEqualTo("""
                        {
                          "format": "tenant-backup-record",
                          "formatVersion": 1,
                          "id": "tenant_export_a%%2Eb_20260301020000-2",
                          "kind": "safety",
                          "tenant": "a.b",
                          "tenantName": "Casa \\"Nueva\\"",
                          "createdAt": "2026-03-01T02:00:00.123456Z",
                          "actor": "alice",
                          "manifestSha256": "%s",
                          "rows": 7,
                          "tables": {
                            "menus": 3,
                            "audit.notes%%2Eold": 4
                          },
                          "complete": false,
                          "findings": 2,
                          "previous": {
                            "id": "tenant_export_a%%2Eb_20260301020000",
                            "contentSha256": "%s"
                          },
                          "file": {
                            "name": "tenant_export_a%%2Eb_20260301020000-2.zip",
                            "bytes": 1234,
                            "sha256": "%s"
                          }
                        }
                        """.formatted(Digest.of("manifest"), Digest.of("record"), Digest.of("archive")));
    }

    @Test
    void toleratesFieldsOfLaterReleases() {
        String later = json.replace("\"complete\"", "\"tombstone\": {\"by\": [1, 2]}, \"complete\"");
        assertThat(parse(later)).isEqualTo(RECORD);
    }

    @Test
    void needsNoNameAndNoPredecessor() {
        BackupRecord bare =
                parse(json.replaceAll("(?s)\\s*\"previous\": \\{[^}]*},", "").replaceAll("\"tenantName\".*,", ""));
        assertThat(bare.displayName()).isEmpty();
        assertThat(bare.predecessor()).isEmpty();
        assertThat(BackupRecord.parse(bare.toBytes())).isEqualTo(bare);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"formatVersion\": 1|\"formatVersion\": 7|format version 7",
                "tenant-backup-record|tenant-backup-archive|format is not",
                "\"rows\": 7|\"rows\": 8|rows is not the sum",
                "\"rows\": 7|\"rows\": -7|rows is not a whole number",
                "\"menus\": 3|\"me nus\": 3|is impossible",
                "\"menus\": 3|\"menus\": 3.5|menus is not a whole number",
                "\"complete\": false|\"complete\": 0|complete is not true or false",
                "\"bytes\": 1234|\"byte\": 1234|file.bytes is missing",
                "\"bytes\": 1234|\"bytes\": -1|file.bytes is not a whole number",
                "\"file\"|\"file2\"|file is missing, or not on a line of its own",
                "\"file\": {|\"file\":{|file is missing, or not on a line of its own",
                "00-2.zip|00-2.zip.age|does not say whether it is encrypted",
                "00-2.zip|00-3.zip|is not an archive of backup tenant_export_a%2Eb_20260301020000-2",
                "00-2.zip|00-2.2.zip|is not an archive of backup tenant_export_a%2Eb_20260301020000-2",
                "\"manifestSha256\"|\"manifestSha257\"|manifestSha256 is missing",
                "{|[|not valid JSON",
                "}|}}|not valid JSON",
            })
    void refusesWhatMakesNoSense(String part, String replacement, String message) {
        assertThat(json).contains(part);
        assertThatThrownBy(() -> parse(json.replace(part, replacement)))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining(message);
    }

    @Nested
    class OfAnEncryptedArchive {

        private final ArchiveFile file = new ArchiveFile(
                ID + ".2.zip.age",
                1432,
                Digest.of("encrypted"),
                ArchiveEncryption.forRecipients(List.of("age1one", "age1two")));
        private final byte[] bytes = BackupRecord.withFile(RECORD.toBytes(), file);
        private final String json = new String(bytes, StandardCharsets.UTF_8);

        @Test
        void hasTheDocumentedForm() {
            assertThat(json).endsWith("""
                      "file": {
                        "name": "tenant_export_a%%2Eb_20260301020000-2.2.zip.age",
                        "bytes": 1432,
                        "sha256": "%s",
                        "encryption": {
                          "format": "age",
                          "recipients": [ "age1one", "age1two" ],
                          "passphrase": false
                        }
                      }
                    }
                    """.formatted(Digest.of("encrypted")));
            assertThat(BackupRecord.parse(bytes).file()).isEqualTo(file);
            assertThat(BackupRecord.parse(bytes).toBytes()).isEqualTo(bytes);
        }

        @Test
        void hasTheSameContent() {
            assertThat(BackupRecord.contentSha256(bytes)).isEqualTo(BackupRecord.contentSha256(RECORD.toBytes()));
            assertThat(BackupRecord.contentSha256(bytes))
                    .isEqualTo(Digest.of(json.replaceAll("(?s),\\s*\"file\".*", "")));
            assertThat(BackupRecord.contentSha256(bytes))
                    .isNotEqualTo(BackupRecord.contentSha256(
                            json.replace("alice", "mallory").getBytes(StandardCharsets.UTF_8)));
        }

        @Test
        void keepsWhatOnlyLaterReleasesKnow() {
            String content = json.substring(0, json.indexOf(",\n  \"file\": {"))
                    .replace("\"complete\"", "\"tombstone\": {\"by\": [1, null]}, \"complete\"");
            Signature signature = SigningKey.generate().sign(content.getBytes(StandardCharsets.UTF_8));
            String later = content
                    + json.substring(json.indexOf(",\n  \"file\": {"))
                            .replaceAll(
                                    "}\\s*}\\s*}\\s*$",
                                    "}}, \"signature\": {\"key\": \"" + signature.keyText() + "\", \"value\": \""
                                            + signature.valueText() + "\"}, \"added\": true}");
            byte[] moved = BackupRecord.withFile(
                    later.getBytes(StandardCharsets.UTF_8), ArchiveFile.plain(ID, 1234, Digest.of("archive")));

            BackupRecord read = BackupRecord.parse(moved);
            assertThat(read)
                    .usingRecursiveComparison()
                    .ignoringFields("signature")
                    .isEqualTo(RECORD);
            assertThat(read.signedBy()).contains(signature.key());
            assertThat(new String(moved, StandardCharsets.UTF_8))
                    .contains("tombstone", "null", "signature")
                    .doesNotContain("added");
            assertThat(BackupRecord.contentSha256(moved))
                    .isEqualTo(BackupRecord.contentSha256(later.getBytes(StandardCharsets.UTF_8)))
                    .isNotEqualTo(BackupRecord.contentSha256(RECORD.toBytes()));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "00-2.2.zip.age|00-2.1.zip.age|is not an archive of backup",
                    "00-2.2.zip.age|00-2.02.zip.age|is not an archive of backup",
                    "00-2.2.zip.age|00-2./.zip.age|is not an archive of backup",
                    "00-2.2.zip.age|00-2.2.zip|does not say whether it is encrypted",
                    "\"age\"|\"pgp\"|file.encryption.format is not 'age'",
                    "\"passphrase\": false|\"passphrase\": true|with a passphrase and for recipients",
                })
        void refusesWhatMakesNoSense(String part, String replacement, String message) {
            assertThat(json).contains(part);
            assertThatThrownBy(() -> parse(json.replace(part, replacement)))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining(message);
        }
    }

    @Test
    void isRefusedIfItsContentCouldEndInTwoPlaces() {
        String twice = json.replace("\"kind\"", "\"x\": {\"y\": 1,\n  \"file\": {}}, \"kind\"");
        assertThatThrownBy(() -> parse(twice))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("file is missing, or not on a line of its own");
    }

    @Test
    void refusesWhatIsNoText() {
        for (byte[] bytes : new byte[][] {{}, {0}, {(byte) 0xFF, (byte) 0xFE, 0, 0}, {'{', (byte) 0xC0, '}'}}) {
            assertThatThrownBy(() -> BackupRecord.parse(bytes)).isInstanceOf(ArchiveException.class);
        }
    }

    @Test
    void refusesEveryCutTail() {
        byte[] whole = RECORD.toBytes();
        // Without the last byte, a line feed, nothing is missing.
        for (int length = 0; length < whole.length - 1; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> BackupRecord.parse(cut)).isInstanceOf(ArchiveException.class);
        }
    }

    private static BackupRecord parse(String json) {
        return BackupRecord.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
