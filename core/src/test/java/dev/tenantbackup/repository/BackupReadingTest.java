// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.archive.ArchiveFile;
import dev.tenantbackup.archive.ArchiveReader;
import dev.tenantbackup.archive.ArchiveSamples;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.ValidationReport;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.DirectoryStorage;
import dev.tenantbackup.storage.ObjectKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Archives and records as they are read, sound and damaged. */
class BackupReadingTest extends RepositoryScene {

    @Nested
    class Opening {

        @Test
        void readsACopyOfWhatIsNotLocal() throws IOException {
            BackupRecord backup = publish(TENANT);
            try (ArchiveReader reader = backups.open(backup.id())) {
                memory.delete(ObjectKey.of(FIRST + ".zip"));
                assertThat(ArchiveSamples.readAll(reader.rows(ArchiveSamples.MENUS)))
                        .isEqualTo(ArchiveSamples.MENU_ROWS);
            }
            assertThat(spooled()).isEmpty();
        }

        @Test
        void readsWhatIsLocalWhereItLies() {
            BackupRepository local = BackupRepository.of(DirectoryStorage.open(directory.resolve("store")))
                    .withClock(() -> now)
                    .withSpoolDirectory(directory.resolve("there is none"));
            BackupRecord backup = publish(local, TENANT);
            try (ArchiveReader reader = local.open(backup.id())) {
                assertThat(ArchiveSamples.readAll(reader.sharedRows(ArchiveSamples.COUNTRIES)))
                        .isEqualTo(ArchiveSamples.COUNTRY_ROWS);
            }
            assertThat(local.location(backup))
                    .isEqualTo(directory
                            .resolve("store")
                            .resolve(FIRST + ".zip")
                            .toAbsolutePath()
                            .toString());
        }

        @Test
        void noticesEveryFlippedBitAndCutTail() throws IOException {
            BackupRecord backup = publish(TENANT);
            byte[] archive = read(FIRST + ".zip");
            for (int at = 0; at < archive.length; at += 13) {
                byte[] flipped = archive.clone();
                flipped[at] ^= 0x01;
                replace(FIRST + ".zip", flipped);
                assertThatThrownBy(() -> backups.open(backup.id()))
                        .isInstanceOf(ArchiveException.class)
                        .hasMessageContaining("the digest of its archive differs from its record");
                replace(FIRST + ".zip", Arrays.copyOf(archive, at));
                assertThatThrownBy(() -> backups.open(backup.id()))
                        .isInstanceOf(ArchiveException.class)
                        .hasMessageContaining("only " + at + " bytes, and its record says " + archive.length);
            }
            replace(FIRST + ".zip", Arrays.copyOf(archive, archive.length + 1));
            assertThatThrownBy(() -> backups.open(backup.id())).hasMessageContaining("more bytes");
            assertThat(spooled()).isEmpty();
        }

        @Test
        void saysThatAnArchiveIsGone() {
            BackupRecord backup = publish(TENANT);
            memory.delete(ObjectKey.of(FIRST + ".zip"));
            assertThatThrownBy(() -> backups.open(backup.id()))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("its record is there, but its archive is gone");
        }

        @Test
        void refusesArchivesThatWereExchanged() {
            BackupRecord first = publish(TENANT);
            BackupRecord other = publish(TenantId.of(43));
            replace(FIRST + ".zip", read(other.id() + ".zip"));
            BackupRecord forged = new BackupRecord(
                    1,
                    first.id(),
                    first.kind(),
                    TENANT,
                    null,
                    NOW,
                    "x",
                    ArchiveFile.plain(first.id(), other.bytes(), other.sha256()),
                    other.manifestSha256(),
                    first.tables(),
                    true,
                    0,
                    null,
                    null);
            replace(FIRST + ".json", forged.toBytes());

            assertThatThrownBy(() -> backups.open(first.id()))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("its archive says that it is backup " + other.id() + " of tenant '43'");
        }

        @Test
        void ofALoneFileNeedsNoRecord() throws IOException {
            Path file = directory.resolve("lone.zip");
            Files.write(file, ArchiveSamples.archive());
            try (ArchiveReader reader = backups.openFile(file)) {
                assertThat(reader.manifest().backup()).isEqualTo(ArchiveSamples.ID);
            }
            assertThatThrownBy(() -> backups.openFile(directory.resolve("nowhere.zip")))
                    .isInstanceOf(NotFoundException.class);
        }
    }

    @Nested
    class Records {

        @Test
        void thatCanNotBeReadAreReportedAndStopNothing() {
            BackupRecord first = publish(TENANT);
            now = NOW.plusSeconds(1);
            BackupRecord second = publish(TENANT);
            replace(second.id() + ".json", "{".getBytes(StandardCharsets.UTF_8));
            now = NOW.plusSeconds(2);
            BackupRecord third = publish(TENANT);

            Listing listing = backups.list(TENANT);
            assertThat(listing.backups()).containsExactly(third, first);
            assertThat(listing.unreadable())
                    .singleElement()
                    .extracting(Problem::message)
                    .asString()
                    .contains(second.id().value());
            assertThat(third.predecessor()).map(BackupRecord.Link::id).contains(first.id());
            assertThatThrownBy(() -> backups.find(second.id())).isInstanceOf(ArchiveException.class);
        }

        @Test
        void underAnothersNameAreOfNoUse() {
            BackupRecord backup = publish(TENANT);
            memory.create(ObjectKey.of(FIRST + "-7.json"), ContentWriter.of(backup.toBytes()));

            assertThat(backups.list(TENANT).backups()).containsExactly(backup);
            assertThat(backups.list(TENANT).unreadable())
                    .singleElement()
                    .extracting(Problem::message)
                    .asString()
                    .contains(FIRST + "-7", "it is the record of backup " + FIRST);
        }
    }

    @Test
    void validationListsWhatIsWrongAndThrowsNothing() {
        BackupRecord backup = publish(TENANT);
        assertThat(backups.validate(backup.id(), ValidationReport.Level.REFERENCES)
                        .valid())
                .isTrue();
        byte[] damaged = read(FIRST + ".zip");
        damaged[60] ^= 1;
        replace(FIRST + ".zip", damaged);
        assertThat(backups.validate(backup.id(), ValidationReport.Level.REFERENCES)
                        .problems())
                .hasSizeGreaterThan(1)
                .extracting(Problem::message)
                .anyMatch(message -> message.contains("differs from its record"))
                .anyMatch(message -> message.contains("menus"));
        assertThat(backups.validate(backup.id(), ValidationReport.Level.FILE).problems())
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("differs from its record");
        memory.delete(ObjectKey.of(FIRST + ".zip"));
        assertThat(backups.validate(backup.id(), ValidationReport.Level.REFERENCES)
                        .problems())
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("its archive is gone");
    }

    @Test
    void theLengthAndDigestOfAFileAreComparedWithoutUnderstandingIt() {
        BackupRecord backup = publish(TENANT);
        ValidationReport sound = backups.validate(backup.id(), ValidationReport.Level.FILE);
        assertThat(sound.valid()).isTrue();
        assertThat(sound.level()).isEqualTo(ValidationReport.Level.FILE);
        byte[] longer = Arrays.copyOf(read(FIRST + ".zip"), (int) backup.bytes() + 1);
        replace(FIRST + ".zip", longer);
        assertThat(backups.validate(backup.id(), ValidationReport.Level.FILE).problems())
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("has more bytes, and its record says");
        replace(FIRST + ".zip", new byte[(int) backup.bytes()]);
        ValidationReport garbage = backups.validate(backup.id(), ValidationReport.Level.REFERENCES);
        assertThat(garbage.level()).isEqualTo(ValidationReport.Level.FILE);
        assertThat(garbage.problems()).hasSizeGreaterThan(1);
    }
}
