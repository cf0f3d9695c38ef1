// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.archive.ArchiveEncryption;
import dev.tenantbackup.archive.ArchiveReader;
import dev.tenantbackup.archive.ArchiveSamples;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.Digest;
import dev.tenantbackup.archive.ValidationReport;
import dev.tenantbackup.archive.ValidationReport.Level;
import dev.tenantbackup.archive.seal.DecryptionKey;
import dev.tenantbackup.archive.seal.Identities;
import dev.tenantbackup.archive.seal.Passphrase;
import dev.tenantbackup.archive.seal.Recipients;
import dev.tenantbackup.archive.seal.SealedFiles;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.MissingKeyException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.model.WrongKeyException;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.storage.ObjectKey;
import dev.tenantbackup.storage.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptedBackupsTest {

    private static final TenantId TENANT = TenantId.of(42);
    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00.5Z");
    private static final BackupId FIRST = BackupId.of("tenant_export_42_20260301020000");
    private static final String SEALED = FIRST + ".zip.age";

    @TempDir
    private Path directory;

    private final DecryptionKey key = DecryptionKey.generate();
    private final DecryptionKey other = DecryptionKey.generate();
    private final MemoryStorage storage = new MemoryStorage();

    private BackupRepository plain() {
        return BackupRepository.of(storage).withClock(InstantSource.fixed(NOW)).withSpoolDirectory(directory);
    }

    /** What an application server has: the public key. */
    private BackupRepository writer() {
        return plain().withEncryption(Recipients.of(key.publicKey()));
    }

    private BackupRepository reader() {
        return plain().withIdentities(key.identities());
    }

    @Nested
    class APublicKey {

        @Test
        void isEnoughToMakeABackup() {
            BackupRecord backup = publish(writer());

            assertThat(keys()).containsExactly(FIRST + ".json", SEALED);
            assertThat(backup.file().name()).isEqualTo(SEALED);
            assertThat(backup.file().encryption()).isEqualTo(ArchiveEncryption.forRecipients(List.of(key.publicKey())));
            assertThat(backup.bytes()).isEqualTo(read(SEALED).length);
            assertThat(backup.sha256()).isEqualTo(Digest.of(read(SEALED)));
            assertThat(readAll(reader())).isEqualTo(ArchiveSamples.MENU_ROWS);
            assertThat(writer().strays()).isEmpty();
        }

        @Test
        void isNotEnoughToReadOne() {
            publish(writer());
            assertThatThrownBy(() -> writer().open(FIRST))
                    .isInstanceOf(MissingKeyException.class)
                    .hasMessageContaining(FIRST + ": it is encrypted for " + key.publicKey());
        }

        @Test
        void isEnoughForWhatTakesRecordsOnly() throws IOException {
            BackupRecord backup = publish(writer());

            assertThat(writer().list(TENANT).backups()).containsExactly(backup);
            assertThat(writer().location(backup)).contains(SEALED);
            writer().copyTo(FIRST, directory.resolve("out.zip.age"));
            assertThat(Files.readAllBytes(directory.resolve("out.zip.age"))).isEqualTo(read(SEALED));
            writer().delete(FIRST);
            assertThat(keys()).containsExactly(FIRST + ".deleted.json");
        }

        @Test
        void isEnoughToCompareTheWholeFile() {
            publish(writer());

            for (BackupRepository locked : List.of(writer(), plain().withIdentities(other.identities()))) {
                ValidationReport report = locked.validate(FIRST, Level.REFERENCES);
                assertThat(report.valid()).isTrue();
                assertThat(report.level()).isEqualTo(Level.FILE);
                assertThat(report.unchecked())
                        .singleElement()
                        .asString()
                        .contains("only the whole file was compared with its record", key.publicKey());
            }
            ValidationReport whole = reader().validate(FIRST, Level.REFERENCES);
            assertThat(whole.level()).isEqualTo(Level.REFERENCES);
            assertThat(whole.valid()).isTrue();

            flip(SEALED, 300);
            assertThat(writer().validate(FIRST, Level.REFERENCES).problems())
                    .extracting(Problem::message)
                    .containsExactly(
                            "Cannot read backup " + FIRST + ": the digest of its archive differs from its record.");
            assertThat(reader().validate(FIRST, Level.REFERENCES).problems()).hasSize(2);
        }
    }

    @Test
    void aWrongKeyAMissingKeyAndDamageAreThreeThings() {
        publish(writer());
        assertThatThrownBy(() -> plain().open(FIRST)).isInstanceOf(MissingKeyException.class);
        assertThatThrownBy(() -> plain().withIdentities(other.identities()).open(FIRST))
                .isInstanceOf(WrongKeyException.class)
                .hasMessageContaining(key.publicKey());
        flip(SEALED, 250);
        for (BackupRepository any : List.of(plain(), plain().withIdentities(other.identities()), reader())) {
            assertThatThrownBy(() -> any.open(FIRST))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("the digest of its archive differs from its record");
        }
    }

    @Test
    void backupsOfOtherTimesStayReadableAsTheyAre() {
        publish(plain());
        BackupRecord second = publish(writer());
        assertThat(second.predecessor()).map(BackupRecord.Link::id).contains(FIRST);
        assertThat(readAll(reader())).isEqualTo(ArchiveSamples.MENU_ROWS);
        reader().open(second.id()).close();
        plain().open(FIRST).close();
    }

    @Test
    void aPassphraseWillDo() {
        Passphrase passphrase = Passphrase.of("correct horse");
        BackupRecord backup = publish(plain().withEncryption(Recipients.passphrase(passphrase, 4)));

        assertThat(backup.file().encryption()).isEqualTo(ArchiveEncryption.withPassphrase());
        assertThat(readAll(plain().withIdentities(Identities.passphrase(passphrase))))
                .isEqualTo(ArchiveSamples.MENU_ROWS);
        assertThatThrownBy(() -> reader().open(FIRST))
                .isInstanceOf(WrongKeyException.class)
                .hasMessageContaining("encrypted with a passphrase");
    }

    @Nested
    class ALoneFile {

        @Test
        void isReadAndValidatedIfItCanBeDecrypted() throws IOException {
            Path file = lone(Recipients.of(key.publicKey()));
            try (ArchiveReader archive = reader().openFile(file)) {
                assertThat(archive.manifest().backup()).isEqualTo(ArchiveSamples.ID);
            }
            assertThat(reader().validateFile(file, Level.REFERENCES).level()).isEqualTo(Level.REFERENCES);
            assertThatThrownBy(() -> plain().openFile(file)).isInstanceOf(MissingKeyException.class);
            assertThatThrownBy(() -> plain().validateFile(file, Level.ROWS)).isInstanceOf(MissingKeyException.class);
            assertThatThrownBy(() -> plain().withIdentities(other.identities()).openFile(file))
                    .isInstanceOf(WrongKeyException.class)
                    .hasMessageContaining("for 1 recipient");
        }

        @Test
        void isAdoptedAsItIs() throws IOException {
            Path file = lone(Recipients.of(other.publicKey(), key.publicKey()));
            BackupRecord adopted = reader().add(file);

            assertThat(read(SEALED)).isEqualTo(Files.readAllBytes(file));
            assertThat(adopted.file().encryption())
                    .isEqualTo(ArchiveEncryption.forRecipients(List.of(key.publicKey())));
            assertThat(readAll(reader())).isEqualTo(ArchiveSamples.MENU_ROWS);
            assertThat(plain().strays()).isEmpty();
        }

        @Test
        void isNotAdoptedUnseenOrDamaged() throws IOException {
            Path file = lone(Recipients.of(key.publicKey()));
            assertThatThrownBy(() -> writer().add(file)).isInstanceOf(MissingKeyException.class);
            byte[] damaged = Files.readAllBytes(file);
            damaged[damaged.length - 20] ^= 1;
            Files.write(file, damaged);
            assertThatThrownBy(() -> reader().add(file))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("its encrypted content is damaged");
            assertThat(keys()).isEmpty();
        }

        private Path lone(Recipients recipients) throws IOException {
            return Files.write(
                    directory.resolve("lone.zip.age"), SealedFiles.seal(ArchiveSamples.archive(), recipients));
        }
    }

    private BackupRecord publish(BackupRepository backups) {
        return backups.publish(TENANT, (id, startedAt, writer) -> ArchiveSamples.write(id, startedAt, TENANT, writer));
    }

    private static Object readAll(BackupRepository backups) {
        try (ArchiveReader archive = backups.open(FIRST)) {
            return ArchiveSamples.readAll(archive.rows(ArchiveSamples.MENUS));
        }
    }

    private byte[] read(String name) {
        try (InputStream in = storage.open(ObjectKey.of(name))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void flip(String name, int at) {
        byte[] bytes = read(name);
        bytes[at] ^= 1;
        replace(name, bytes);
    }

    private void replace(String name, byte[] content) {
        storage.replace(ObjectKey.of(name), ContentWriter.of(content));
    }

    private List<String> keys() {
        return storage.list("").stream()
                .map(StoredObject::key)
                .map(ObjectKey::value)
                .toList();
    }
}
