// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks.work;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.archive.seal.Recipients;
import dev.tenantbackup.archive.seal.SigningKey;
import dev.tenantbackup.catalog.DeclaredCatalog;
import dev.tenantbackup.catalog.file.CatalogFile;
import dev.tenantbackup.catalog.file.CatalogFormat;
import dev.tenantbackup.examples.benchmarks.data.BenchmarkDatabase;
import dev.tenantbackup.examples.platform.Platform;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.repository.BackupRepository;
import dev.tenantbackup.storage.DirectoryStorage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/** The library put together as a host would, with backups in a local folder. */
public final class Services {

    /** Anybody's public key: nothing that is encrypted here is ever read. */
    private static final Recipients RECIPIENT =
            Recipients.of("age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj");

    private Services() {}

    /** Backups that are neither encrypted nor signed. */
    public static TenantBackupService plain(BenchmarkDatabase database, Path folder) throws IOException {
        return service(database, BackupRepository.of(DirectoryStorage.open(folder)));
    }

    /** Backups that are encrypted and signed. */
    static TenantBackupService sealed(BenchmarkDatabase database, Path folder) throws IOException {
        return service(
                database,
                BackupRepository.of(DirectoryStorage.open(folder))
                        .withEncryption(RECIPIENT)
                        .withSigningKey(SigningKey.generate()));
    }

    private static TenantBackupService service(BenchmarkDatabase database, BackupRepository repository)
            throws IOException {
        return TenantBackupService.builder()
                .database(JdbcTenantDatabase.of(database.dataSource()))
                .catalog(DeclaredCatalog.of(CatalogFile.parse(platformCatalog(), CatalogFormat.YAML)))
                .repository(repository)
                .build();
    }

    /** What the platform's schema can't say of itself. */
    private static String platformCatalog() throws IOException {
        try (InputStream file = Objects.requireNonNull(
                Platform.class.getResourceAsStream("platform-catalog.yaml"), "platform-catalog.yaml")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
