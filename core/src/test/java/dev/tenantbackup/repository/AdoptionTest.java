// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.archive.ArchiveSamples;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.ObjectKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Archives that come in from outside, and go out. */
class AdoptionTest extends RepositoryScene {

    @Nested
    class Adopting {

        private Path file = Path.of("lone.zip");

        @BeforeEach
        void putALoneArchive() throws IOException {
            file = directory.resolve("lone.zip");
            Files.write(file, ArchiveSamples.archive());
        }

        @Test
        void makesABackupOfALoneArchive() {
            BackupRecord adopted = backups.add(file);

            assertThat(adopted.id()).isEqualTo(ArchiveSamples.ID);
            assertThat(backups.list(TENANT).backups()).containsExactly(adopted);
            backups.open(adopted.id()).close();
            assertThat(backups.strays()).isEmpty();
            assertThat(calls.stream().filter(call -> call.startsWith("create")))
                    .containsExactly(
                            "create " + FIRST + ".reserved", "create " + FIRST + ".zip", "create " + FIRST + ".json");
        }

        @Test
        void putsItIntoTheChainAmongItsElders() {
            now = NOW.plusSeconds(5);
            BackupRecord younger = publish(TENANT);
            now = NOW.minusSeconds(5);
            BackupRecord elder = publish(TENANT);

            BackupRecord adopted = backups.add(file);

            assertThat(adopted.predecessor()).map(BackupRecord.Link::id).contains(elder.id());
            assertThat(backups.list(TENANT).backups()).containsExactly(younger, adopted, elder);
        }

        @Test
        void takesAnArchiveThatLiesInTheStorageAlready() throws IOException {
            memory.create(ObjectKey.of(FIRST + ".zip"), ContentWriter.of(Files.readAllBytes(file)));
            assertThat(backups.add(file).id()).isEqualTo(ArchiveSamples.ID);
        }

        @Test
        void refusesToCoverAnotherArchive() {
            memory.create(ObjectKey.of(FIRST + ".zip"), ContentWriter.of(new byte[] {1}));
            assertThatThrownBy(() -> backups.add(file))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("another archive of that id");
            assertThat(read(FIRST + ".zip")).containsExactly(1);
            assertThat(keys()).containsExactly(FIRST + ".zip");
        }

        @Test
        void refusesABackupThatExists() {
            backups.add(file);
            assertThatThrownBy(() -> backups.add(file))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("exists");
            assertThat(keys()).containsExactly(FIRST + ".json", FIRST + ".zip");
        }

        @Test
        void refusesABackupThatIsBeingMade() {
            memory.create(
                    ObjectKey.of(FIRST + ".reserved"), ContentWriter.of((NOW + "\n").getBytes(StandardCharsets.UTF_8)));
            assertThatThrownBy(() -> backups.add(file))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("being made");
            now = NOW.plus(Duration.ofHours(25));
            assertThat(backups.add(file).id()).isEqualTo(ArchiveSamples.ID);
        }

        @Test
        void refusesWhatIsNotSound() throws IOException {
            byte[] damaged = Files.readAllBytes(file);
            damaged[100] ^= 1;
            Files.write(file, damaged);
            assertThatThrownBy(() -> backups.add(file))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("Cannot adopt");
            assertThat(keys()).isEmpty();
            assertThatThrownBy(() -> backups.add(directory.resolve("nowhere"))).isInstanceOf(NotFoundException.class);
        }

        @Test
        void refusesIdsThatNoBackupHas() throws IOException {
            Files.write(
                    file,
                    ArchiveSamples.bytes(writer -> ArchiveSamples.write(BackupId.of("mine"), NOW, TENANT, writer)));
            assertThatThrownBy(() -> backups.add(file))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("'mine' is not the id of a backup");
        }
    }

    @Nested
    class CopyingOut {

        @Test
        void givesTheArchive() throws IOException {
            publish(TENANT);
            Path file = directory.resolve("out.zip");
            backups.copyTo(BackupId.of(FIRST), file);
            assertThat(Files.readAllBytes(file)).isEqualTo(read(FIRST + ".zip"));
        }

        @Test
        void neverCoversAFile() throws IOException {
            publish(TENANT);
            Path file = Files.writeString(directory.resolve("out.zip"), "precious");
            assertThatThrownBy(() -> backups.copyTo(BackupId.of(FIRST), file))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("exists");
            assertThat(file).hasContent("precious");
        }

        @Test
        void leavesNothingOfADamagedArchive() throws IOException {
            publish(TENANT);
            byte[] damaged = read(FIRST + ".zip");
            damaged[5] ^= 1;
            replace(FIRST + ".zip", damaged);
            Path target = Files.createDirectory(directory.resolve("target"));
            assertThatThrownBy(() -> backups.copyTo(BackupId.of(FIRST), target.resolve("out.zip")))
                    .isInstanceOf(ArchiveException.class);
            try (Stream<Path> left = Files.list(target)) {
                assertThat(left).isEmpty();
            }
        }
    }
}
