// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.archive.ArchiveReader;
import dev.tenantbackup.archive.ArchiveSamples;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.DirectoryStorage;
import dev.tenantbackup.storage.MemoryStorage;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupRepositoryTest {

    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00.5Z");
    private static final TenantId TENANT = TenantId.of(42);

    @TempDir
    private Path directory;

    @Test
    void whatWasPublishedIsListedAndOpened() {
        for (BackupStorage storage : new BackupStorage[] {new MemoryStorage(), DirectoryStorage.open(directory)}) {
            BackupRepository backups = BackupRepository.of(storage).withClock(InstantSource.fixed(NOW));

            BackupRecord first = publish(backups);
            BackupRecord second = publish(backups);

            assertThat(first.id().value()).isEqualTo("tenant_export_42_20260301020000");
            assertThat(second.id().value()).isEqualTo("tenant_export_42_20260301020000-2");
            assertThat(second.previous()).isNotNull();
            assertThat(backups.list(TENANT).backups()).containsExactly(second, first);
            assertThat(backups.strays()).isEmpty();
            try (ArchiveReader reader = backups.open(second.id())) {
                assertThat(ArchiveSamples.readAll(reader.rows(ArchiveSamples.MENUS)))
                        .isEqualTo(ArchiveSamples.MENU_ROWS);
            }
            Path copy = directory.resolve("copy.zip");
            backups.copyTo(first.id(), copy);
            backups.delete(first.id());
            assertThat(backups.list().backups()).containsExactly(second);
            backups.add(copy);
            assertThat(backups.list().backups()).containsExactly(second, first);
            assertThat(copy.toFile().delete()).isTrue();
        }
    }

    private static BackupRecord publish(BackupRepository backups) {
        return backups.publish(TENANT, (id, startedAt, writer) -> ArchiveSamples.write(id, startedAt, TENANT, writer));
    }
}
