// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import static dev.tenantbackup.repository.SignedStorage.BYSTANDER;
import static dev.tenantbackup.repository.SignedStorage.FIRST;
import static dev.tenantbackup.repository.SignedStorage.OURS;
import static dev.tenantbackup.repository.SignedStorage.archiveName;
import static dev.tenantbackup.repository.SignedStorage.recordName;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.archive.ArchiveFile;
import dev.tenantbackup.archive.ArchiveReader;
import dev.tenantbackup.archive.ArchiveSamples;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.Digest;
import dev.tenantbackup.archive.ValidationReport;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.storage.MemoryStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signed backups in a storage that somebody else can write to. The bystander's backup stays sound in every case. */
class SignedBackupsTest {

    private final SignedStorage storage = new SignedStorage();
    private final BackupRepository trusting = storage.trusting();
    private BackupRecord ours = storage.publish(trusting, OURS);
    private BackupRecord bystanders = storage.publish(trusting, BYSTANDER);

    @TempDir
    private Path directory;

    @BeforeEach
    void bothAreSound() {
        assertSound(ours);
        assertSound(bystanders);
    }

    @AfterEach
    void theBystandersIsStillSound() {
        assertSound(bystanders);
    }

    @Test
    void theRecordSaysWhoSignedIt() {
        assertThat(trusting.require(ours.id()).signedBy()).contains(storage.key.verifyingKey());
        assertThat(storage.unsigned().require(ours.id())).isEqualTo(ours);
        try (ArchiveReader reader = trusting.open(ours.id())) {
            assertThat(reader.signedBy()).contains(storage.key.verifyingKey());
        }
    }

    @Test
    void theSignatureOutlivesAnotherArchiveOfTheSameContent() {
        byte[] before = storage.bytes(recordName(ours.id()));
        byte[] after = BackupRecord.withFile(before, ArchiveFile.plain(ours.id(), 7, Digest.of("other")));
        storage.put(recordName(ours.id()), after);
        BackupRecord found = trusting.require(ours.id());
        assertThat(found.signedBy()).contains(storage.key.verifyingKey());
        assertThat(BackupRecord.contentSha256(after)).isEqualTo(BackupRecord.contentSha256(before));
        assertRefused(ours.id(), "its archive has more bytes, and its record says 7");
    }

    @Nested
    class APolicyRefuses {

        @Test
        void whatNobodySigned() throws IOException {
            ours = storage.publish(storage.unsigned(), OURS);
            assertRefused(ours.id(), "it is not signed, and a signature by key " + storage.key.verifyingKey());
            assertLoneFileRefused("it is not signed");
        }

        @Test
        void whatAStrangerSigned() throws IOException {
            ours = storage.publish(storage.strangers(), OURS);
            assertRefused(ours.id(), "it is signed by key " + storage.strangersKey.verifyingKey());
            assertLoneFileRefused("it is signed by key " + storage.strangersKey.verifyingKey());
        }

        @Test
        void anUnsignedArchiveUnderASignedRecord() {
            BackupRecord unsigned = storage.publish(storage.unsigned(), OURS);
            byte[] archive = storage.bytes(archiveName(unsigned.id()));
            storage.put(archiveName(ours.id()), archive);
            storage.put(
                    recordName(ours.id()),
                    BackupRecord.withFile(
                            storage.bytes(recordName(ours.id())),
                            ArchiveFile.plain(ours.id(), archive.length, Digest.of(archive))));
            assertRefused(ours.id(), "it is not signed");
            assertThatThrownBy(() -> trusting.open(ours.id()))
                    .isInstanceOfSatisfying(
                            ArchiveException.class,
                            e -> assertThat(e.problem().tenant()).contains(OURS));
        }

        /** Where an archive lies is not signed; which one it is, is. */
        @Test
        void anotherGenuineArchiveOfTheSameBackup() {
            MemoryStorage elsewhere = new MemoryStorage();
            List<Row> otherRows = ArchiveSamples.MENU_ROWS.subList(0, 2);
            BackupRecord twin = BackupRepository.of(elsewhere)
                    .withClock(() -> FIRST)
                    .withSigningKey(storage.key)
                    .publish(OURS, (id, at, writer) -> ArchiveSamples.write(id, at, OURS, otherRows, writer));
            assertThat(twin.id()).isEqualTo(ours.id());
            storage.put(archiveName(ours.id()), SignedStorage.bytes(elsewhere, archiveName(twin.id())));
            storage.put(
                    recordName(ours.id()), BackupRecord.withFile(storage.bytes(recordName(ours.id())), twin.file()));
            assertRefused(ours.id(), "its manifest is not the one that was recorded");
        }

        @Test
        void toMakeWhatItWouldRefuse() throws IOException {
            BackupRepository without = storage.unsigned().requireSignatureFrom(storage.key.verifyingKey());
            BackupRepository foreign = storage.strangers().requireSignatureFrom(storage.key.verifyingKey());
            Path file = directory.resolve("lone.zip");
            trusting.copyTo(ours.id(), file);
            int objects = storage.memory.list("").size();

            assertThatThrownBy(() -> storage.publish(without, OURS))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("Cannot make a backup of tenant '42'")
                    .hasMessageContaining("there is no key to sign with");
            assertThatThrownBy(() -> storage.publish(foreign, OURS))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining(storage.strangersKey + " is not among the keys that are trusted");
            assertThatThrownBy(() -> without.add(file)).isInstanceOf(InvalidRequestException.class);
            assertThat(storage.memory.list("")).hasSize(objects);
        }

        private void assertLoneFileRefused(String message) throws IOException {
            Path file = directory.resolve("lone.zip");
            Files.write(file, storage.bytes(archiveName(ours.id())));
            assertThatThrownBy(() -> trusting.openFile(file))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining(message);
            assertThatThrownBy(() -> trusting.add(file))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining(message);
            assertThat(trusting.validateFile(file, ValidationReport.Level.ROWS).problems())
                    .extracting(Problem::message)
                    .singleElement()
                    .asString()
                    .contains(message);
        }
    }

    @Nested
    class OneTenantsBackupIsNotAnothers {

        @Test
        void whenItsObjectsAreRenamed() {
            BackupId passedOff = BackupId.of("tenant_export_43_20260301090000");
            storage.put(recordName(passedOff), storage.bytes(recordName(ours.id())));
            storage.put(archiveName(passedOff), storage.bytes(archiveName(ours.id())));
            assertRefused(passedOff, "it is the record of backup " + ours.id());
            assertThat(trusting.list(BYSTANDER).backups()).containsExactly(bystanders);
        }

        @Test
        void whenTheRecordIsChangedToo() {
            BackupId passedOff = BackupId.of("tenant_export_43_20260301090000");
            String changed = storage.text(recordName(ours.id()))
                    .replace(ours.id().value(), passedOff.value())
                    .replace("\"tenant\": \"42\"", "\"tenant\": \"43\"");
            storage.put(recordName(passedOff), changed);
            storage.put(archiveName(passedOff), storage.bytes(archiveName(ours.id())));
            assertRefused(passedOff, "does not fit its content");
        }

        @Test
        void whenArchivesAreSwapped() {
            byte[] archive = storage.bytes(archiveName(bystanders.id()));
            storage.put(archiveName(ours.id()), archive);
            assertRefused(ours.id(), "Cannot read backup " + ours.id());

            storage.put(
                    recordName(ours.id()),
                    BackupRecord.withFile(
                            storage.bytes(recordName(ours.id())),
                            ArchiveFile.plain(ours.id(), archive.length, Digest.of(archive))));
            assertRefused(ours.id(), "its archive says that it is backup " + bystanders.id() + " of tenant '43'");
        }

        @Test
        void whenArchivesOfOneTenantAreSwapped() {
            BackupRecord later = storage.publish(trusting, OURS);
            byte[] archive = storage.bytes(archiveName(ours.id()));
            storage.put(archiveName(later.id()), archive);
            storage.put(
                    recordName(later.id()),
                    BackupRecord.withFile(
                            storage.bytes(recordName(later.id())),
                            ArchiveFile.plain(later.id(), archive.length, Digest.of(archive))));
            assertRefused(later.id(), "its archive says that it is backup " + ours.id());
        }
    }

    @Nested
    class OfARecord {

        @Test
        void everyFieldOfTheContentIsCovered() {
            String sound = storage.text(recordName(ours.id()));
            for (String[] change : new String[][] {
                {"\"complete\": true", "\"complete\": null"},
                {"\"complete\": true", "\"complete\": false"},
                {"Casa Nueva", "Casa Nuova"},
                {"\"actor\": \"alice\"", "\"actor\": \"mallory\""},
                {"\"findings\": 1", "\"findings\": 0"},
                {"\"format\": ", "\"format\":  "},
            }) {
                assertThat(sound).contains(change[0]);
                storage.put(recordName(ours.id()), sound.replace(change[0], change[1]));
                assertRefused(ours.id(), "does not fit its content");
                assertThatThrownBy(() -> storage.unsigned().require(ours.id()))
                        .hasMessageContaining("does not fit its content");
            }
        }

        @Test
        void nothingIsBelievedThatStandsBehindTheContent() {
            String sound = storage.text(recordName(ours.id()));
            String previous = "\"previous\": {\"id\": \"" + bystanders.id() + "\", \"contentSha256\": \""
                    + Digest.of("x") + "\"}, ";
            storage.put(recordName(ours.id()), sound.replace("\"signature\"", previous + "\"signature\""));
            assertThat(trusting.require(ours.id())).isEqualTo(ours);
            assertThat(ours.predecessor()).isEmpty();
        }

        @Test
        void theBorderBehindTheContentCanBeThereOnlyOnce() {
            String sound = storage.text(recordName(ours.id()));
            storage.put(
                    recordName(ours.id()),
                    sound.replace("{\n  \"format\"", "{\n  \"a\": 1,\n  \"file\": {},\n  \"format\""));
            assertRefused(ours.id(), "file is missing, or not on a line of its own behind the content");
        }
    }

    private void assertSound(BackupRecord backup) {
        assertThat(trusting.list().backups()).contains(backup);
        assertThat(trusting.validate(backup.id(), ValidationReport.Level.REFERENCES)
                        .problems())
                .isEmpty();
        trusting.open(backup.id()).close();
    }

    /** Not opened, not listed as sound, and validation says why. */
    private void assertRefused(BackupId backup, String message) {
        assertThatThrownBy(() -> trusting.open(backup))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining(message)
                .hasMessageContaining(backup.value())
                .hasMessageContaining("Hint: ");
        assertThat(trusting.validate(backup, ValidationReport.Level.ROWS).problems())
                .extracting(Problem::message)
                .anySatisfy(problem -> assertThat(problem).contains(message));
    }
}
