// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.crash;

import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.catalog.DeclaredCatalog;
import dev.tenantbackup.catalog.file.CatalogFile;
import dev.tenantbackup.catalog.file.CatalogFormat;
import dev.tenantbackup.files.FileSink;
import dev.tenantbackup.files.WatchedFiles;
import dev.tenantbackup.jdbc.JdbcTenantDatabase;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.WatchedDirectory;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** A {@link CrashProgram} of a shop whose dishes have photos: backups and photos lie in a directory each. */
final class PhotoCrashProgram {

    static final TenantId SHOP = TenantId.of(1);

    private static final String CATALOG = """
            version: 1
            tenant: {table: shops}
            tables:
              dishes:
                files:
                  - {column: photo_key}
            """;

    private PhotoCrashProgram() {}

    public static void main(String[] arguments) throws SQLException {
        CrashProgram.main(arguments, PhotoCrashProgram::run);
    }

    static void run(DataSource database, Path directory, Consumer<String> watcher, String... operation) {
        TenantBackupService service = service(
                Moments.watching(database, watcher),
                WatchedDirectory.open(backups(directory), watcher),
                WatchedFiles.open(photos(directory), watcher));
        switch (operation[0]) {
            case "export" -> service.exportTenant(SHOP);
            case "restore" -> service.restore(BackupId.of(operation[1]), RestoreRequest.into(SHOP));
            default -> throw new IllegalArgumentException(operation[0]);
        }
    }

    static TenantBackupService service(DataSource database, BackupStorage storage, FileSink files) {
        return TenantBackupService.builder()
                .database(JdbcTenantDatabase.of(database))
                .catalog(DeclaredCatalog.of(CatalogFile.parse(CATALOG, CatalogFormat.YAML)))
                .storage(storage)
                .files(files)
                .build();
    }

    static Path backups(Path directory) {
        return directory.resolve("backups");
    }

    static Path photos(Path directory) {
        return directory.resolve("photos");
    }
}
