// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import static dev.tenantbackup.repository.GoldenMaker.NEIGHBOUR;
import static dev.tenantbackup.repository.GoldenMaker.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.archive.ArchiveEncryption;
import dev.tenantbackup.archive.ArchiveReader;
import dev.tenantbackup.archive.ArchiveSamples;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.Digest;
import dev.tenantbackup.archive.ManifestTable;
import dev.tenantbackup.archive.Tombstone;
import dev.tenantbackup.archive.ValidationReport.Level;
import dev.tenantbackup.archive.seal.Identities;
import dev.tenantbackup.archive.seal.SignaturePolicy;
import dev.tenantbackup.archive.seal.SigningKey;
import dev.tenantbackup.archive.seal.VerifyingKey;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.WrongKeyException;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.storage.ObjectKey;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A whole storage of every format version, with what a backup consists of beside its archive, and encrypted archives: read
 * for ever as they were written. {@link GoldenMaker} made them.
 */
class GoldenBackupsTest {

    private static final BackupId DELETED = BackupId.of("tenant_export_42_20260301020000");
    private static final BackupId SIGNED = BackupId.of("tenant_export_42_20260302020000");
    private static final BackupId ENCRYPTED = BackupId.of("tenant_export_42_20260303020000");
    private static final BackupId NEIGHBOURS = BackupId.of("tenant_export_43_20260303020000");
    private static final String RECIPIENT = "age1k37r9nznc7s858vue8vjlfm9rn2dhr6jq255m4478s5tx977ppsqlwp0l7";

    private static final Map<String, String> DIGESTS = Map.of(
            "encrypted.zip.age",
            "a943b865ffe64f304b661293f3995bf45d1dd38cb78546fbb4723dc9e66095e4",
            "passphrase.zip.age",
            "3208e401e28d8451f23669761de20cc53fda3759a809a1ee292669774b02b474",
            "storage/" + DELETED + ".deleted.json",
            "d1af8a9bd7a98feb5f1b4f4212885a942b3a342fef42097607811bd05370ccb4",
            "storage/" + SIGNED + ".json",
            "85d2b9b67e6c0fba51136b9c4f869895426880d3a8abb6db9704527df72d2ce0",
            "storage/" + SIGNED + ".zip",
            "17d0cc51984ef7e786cffb08f2e2c13b9ac94ac150bca26903a49ecd51fa1b12",
            "storage/" + ENCRYPTED + ".json",
            "b02ed8ce2115f2a4d59cd7a9411df440833d769fdd7f448e3bce58fd5dfa6c17",
            "storage/" + ENCRYPTED + ".zip.age",
            "3f30a2b55b6b32dbb14fa83a21b1c2646142b4b0f321b1bd485f7bf00a60ca95",
            "storage/" + NEIGHBOURS + ".json",
            "9841cb4bc635bcc63bffcdae64d21fea4b4136f615e09adc4da09cc7506539fd",
            "storage/" + NEIGHBOURS + ".zip.age",
            "7dd8f7b4a5b16ba3e83e9770112904593a1ea6ee8a2d427b4da2fb62966f8e2c");

    @TempDir
    private Path spool;

    private final MemoryStorage storage = new MemoryStorage();
    private final VerifyingKey signer = VerifyingKey.read(file("signing.pub"));
    private final Identities holder = Identities.read(file("identity.txt"));
    private final Identities knower = Identities.passphrase(GoldenMaker.PASSPHRASE);
    private final BackupRepository trusting = BackupRepository.of(storage)
            .withClock(() -> Instant.parse("2026-03-05T02:00:00Z"))
            .requireSignatureFrom(signer);

    @BeforeEach
    void fillStorage() throws IOException {
        for (String name : DIGESTS.keySet()) {
            if (name.startsWith("storage/")) {
                byte[] content = Files.readAllBytes(file(name));
                storage.create(ObjectKey.of(name.substring("storage/".length())), ContentWriter.of(content));
            }
        }
    }

    @Test
    void areStillTheSameFiles() throws IOException {
        for (Map.Entry<String, String> golden : DIGESTS.entrySet()) {
            assertThat(Digest.of(Files.readAllBytes(file(golden.getKey()))).hex())
                    .as(golden.getKey())
                    .isEqualTo(golden.getValue());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"encrypted.zip.age", "passphrase.zip.age"})
    void anEncryptedArchiveIsReadForEver(String name) {
        boolean keyed = name.startsWith("encrypted");
        BackupRepository reading = BackupRepository.of(storage).withIdentities(keyed ? holder : knower);
        try (ArchiveReader archive = reading.openFile(file(name));
                ArchiveReader plain = ArchiveReader.open(resource("/golden/format-1.zip"))) {
            assertThat(archive.manifest()).isEqualTo(plain.manifest());
            assertThat(archive.manifestSha256()).isEqualTo(plain.manifestSha256());
            assertSampleRows(archive);
        }
        assertThat(reading.validateFile(file(name), Level.REFERENCES).problems())
                .isEmpty();
        assertThatThrownBy(() -> reading.withIdentities(keyed ? knower : holder).openFile(file(name)))
                .isInstanceOf(WrongKeyException.class);
    }

    @Test
    void signedRecordsAreReadForEver() {
        BackupRecord plain = trusting.require(SIGNED);
        assertThat(plain.tenant()).isEqualTo(TENANT);
        assertThat(plain.signedBy()).contains(signer);
        assertThat(plain.predecessor()).map(BackupRecord.Link::id).contains(DELETED);
        assertThat(plain.file().encrypted()).isEmpty();
        assertThat(plain.manifestSha256().hex())
                .isEqualTo("12d6a3c1e79f36327841ee13a6fdc5ac8218804100fd33bd6173a2ae5406e249");
        assertThat(plain.sha256().hex())
                .isEqualTo(DIGESTS.get("storage/" + plain.file().name()));

        BackupRecord encrypted = trusting.require(ENCRYPTED);
        assertThat(encrypted.signedBy()).contains(signer);
        assertThat(encrypted.predecessor())
                .contains(new BackupRecord.Link(SIGNED, BackupRecord.contentSha256(plain.toBytes())));
        assertThat(encrypted.file().encryption()).isEqualTo(ArchiveEncryption.forRecipients(List.of(RECIPIENT)));
        assertThat(trusting.require(NEIGHBOURS).file().encryption()).isEqualTo(ArchiveEncryption.withPassphrase());
    }

    @Test
    void signedBackupsAreReadForEverEncryptedOrNot() {
        BackupRepository reading = trusting.withIdentities(holder.and(knower)).withSpoolDirectory(spool);
        for (BackupId backup : List.of(SIGNED, ENCRYPTED, NEIGHBOURS)) {
            try (ArchiveReader archive = reading.open(backup)) {
                assertThat(archive.signedBy()).contains(signer);
                assertThat(archive.manifest().backup()).isEqualTo(backup);
                assertThat(archive.manifest().tenant()).isEqualTo(backup.equals(NEIGHBOURS) ? NEIGHBOUR : TENANT);
                assertSampleRows(archive);
            }
            assertThat(reading.validate(backup, Level.REFERENCES).valid()).isTrue();
        }
        assertThat(trusting.validate(ENCRYPTED, Level.REFERENCES).level()).isEqualTo(Level.FILE);
        VerifyingKey stranger = SigningKey.generate().verifyingKey();
        assertThatThrownBy(() -> reading.requireSignatureFrom(stranger).open(ENCRYPTED))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining(signer.id());
    }

    @Test
    void aTombstoneIsReadForEverAndExplainsTheGap() throws IOException {
        byte[] json = Files.readAllBytes(file("storage/" + DELETED + ".deleted.json"));
        Tombstone tombstone = Tombstone.parse(json, SignaturePolicy.requireFrom(List.of(signer)));
        assertThat(tombstone.id()).isEqualTo(DELETED);
        assertThat(tombstone.tenant()).isEqualTo(TENANT);
        assertThat(tombstone.deletedAt()).isEqualTo(Instant.parse("2026-03-04T02:00:00.123456Z"));
        assertThat(tombstone.actor()).isEqualTo("alice");
        assertThat(tombstone.reason()).isEqualTo("made by mistake");
        assertThat(tombstone.previous()).isNull();
        assertThat(tombstone.fits(trusting.require(SIGNED).predecessor().orElseThrow()))
                .isTrue();

        assertThat(trusting.strays()).isEmpty();
        assertThat(trusting.checkChain(TENANT).problems()).isEmpty();
        assertThat(trusting.checkChain(NEIGHBOUR).problems()).isEmpty();
        storage.delete(ObjectKey.of(DELETED + ".deleted.json"));
        assertThat(trusting.checkChain(TENANT).problems()).hasSize(1);
    }

    private static void assertSampleRows(ArchiveReader archive) {
        for (ManifestTable table : archive.manifest().tables()) {
            assertThat(ArchiveSamples.readAll(archive.rows(table.name())))
                    .isEqualTo(
                            table.name().equals(ArchiveSamples.MENUS)
                                    ? ArchiveSamples.MENU_ROWS
                                    : table.name().equals(ArchiveSamples.NOTES) ? ArchiveSamples.NOTE_ROWS : List.of());
        }
        assertThat(ArchiveSamples.readAll(archive.sharedRows(ArchiveSamples.COUNTRIES)))
                .isEqualTo(ArchiveSamples.COUNTRY_ROWS);
    }

    private static Path file(String name) {
        return resource("/golden/format-1/" + name);
    }

    private static Path resource(String name) {
        URL found = Objects.requireNonNull(GoldenBackupsTest.class.getResource(name), name);
        try {
            return Path.of(found.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a resource without a path: " + found, e);
        }
    }
}
