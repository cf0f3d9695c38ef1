// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.archive.ValidationReport.Level;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.model.TenantBackupException;
import dev.tenantbackup.repository.BackupRepository;
import dev.tenantbackup.storage.DirectoryStorage;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.testkit.databases.Engine;
import dev.tenantbackup.testkit.databases.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full: the error names the cause, nothing half is there, and what was there before is sound. */
class DiskFullTest {

    private static final int FAT = 2_000;

    @TempDir
    private Path directory;

    @Test
    void whileAnArchiveIsWritten() throws IOException {
        try (SmallDisk disk = SmallDisk.mounted(directory.resolve("storage"), 256)) {
            Stalls stalls = Stalls.three(Engine.H2);
            BackupRepository repository = BackupRepository.of(DirectoryStorage.open(disk.place()));
            BackupId earlier =
                    stalls.service(repository).exportTenant(Stalls.STALL).id();
            List<Path> files = files(disk.place());

            stalls.fat(FAT);
            assertThatThrownBy(() -> stalls.service(repository).exportTenant(Stalls.STALL))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("No space left on device");
            assertThat(files(disk.place())).as("nothing of it remains").isEqualTo(files);
            assertThat(repository.validate(earlier, Level.REFERENCES).problems())
                    .isEmpty();

            disk.grow(16_384);
            assertThat(stalls.service(repository).exportTenant(Stalls.STALL).rows())
                    .isGreaterThan(FAT);
        }
    }

    @Test
    void whileASafetyBackupIsWritten() throws IOException {
        try (SmallDisk disk = SmallDisk.mounted(directory.resolve("storage"), 256)) {
            Stalls stalls = Stalls.three(Engine.H2);
            BackupRepository repository = BackupRepository.of(DirectoryStorage.open(disk.place()));
            BackupId backup =
                    stalls.service(repository).exportTenant(Stalls.STALL).id();
            List<Path> files = files(disk.place());
            stalls.fat(FAT);
            Map<String, List<String>> before = stalls.content();

            assertThatThrownBy(() -> stalls.service(repository).restore(backup, RestoreRequest.into(Stalls.STALL)))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("No space left on device");
            assertThat(stalls.content()).isEqualTo(before);
            assertThat(stalls.writes()).isEmpty();
            assertThat(files(disk.place())).isEqualTo(files);
        }
    }

    @Test
    void whileAnArchiveIsSpooled() throws IOException {
        try (SmallDisk disk = SmallDisk.mounted(directory.resolve("spool"), 256)) {
            Stalls stalls = Stalls.three(Engine.H2).fat(FAT);
            BackupRepository repository =
                    BackupRepository.of(new MemoryStorage()).withSpoolDirectory(disk.place());
            BackupId backup =
                    stalls.service(repository).exportTenant(Stalls.STALL).id();
            stalls.execute("update orders set note = 'changed' where stall_id = 2");
            Map<String, List<String>> before = stalls.content();

            assertThatThrownBy(() -> stalls.service(repository).restore(backup, RestoreRequest.into(Stalls.STALL)))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining(backup.value())
                    .hasMessageContaining("No space left on device");
            assertThat(stalls.content()).isEqualTo(before);
            assertThat(files(disk.place())).as("no spool file remains").isEmpty();

            disk.grow(16_384);
            stalls.service(repository).restore(backup, RestoreRequest.into(Stalls.STALL));
            assertThat(stalls.content()).isNotEqualTo(before);
        }
    }

    /** On PostgreSQL, whose tables can lie on a disk of their own; H2 loses its file when its disk is full. */
    @Test
    void whileTheDatabaseIsWritten() throws IOException {
        TestDatabase database = Engine.POSTGRESQL.create();
        try (SmallDisk disk = SmallDisk.mounted(directory.resolve("tables"), 8_192);
                SmallTablespace tables = SmallTablespace.on(disk, database)) {
            Stalls stalls = Stalls.three(database).fat(FAT);
            BackupRepository repository = BackupRepository.of(new MemoryStorage());
            BackupId backup =
                    stalls.service(repository).exportTenant(Stalls.STALL).id();
            tables.fill();
            Map<String, List<String>> before = stalls.content();

            assertThatThrownBy(() -> stalls.service(repository).restore(backup, RestoreRequest.asNewTenant("Nuova")))
                    .isInstanceOf(TenantBackupException.class)
                    .hasMessageContaining("53100")
                    .hasMessageContaining("orders");
            assertThat(stalls.content()).isEqualTo(before);

            disk.grow(65_536);
            assertThat(stalls.service(repository)
                            .restore(backup, RestoreRequest.asNewTenant("Nuova"))
                            .tables())
                    .isNotEmpty();
            stalls.drop();
        }
    }

    private static List<Path> files(Path place) throws IOException {
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
