// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.connection;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.archive.ArchiveOptions;
import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.database.TenantDatabase;
import dev.tenantbackup.examples.cli.settings.Settings;
import dev.tenantbackup.repository.BackupRepository;
import org.jspecify.annotations.Nullable;

/**
 * The library as the settings describe it, and the connections under it. Connects when first asked for rows, and opens
 * the storage when first asked for backups: listing backups needs no database, inspecting a database no storage.
 */
public final class OpenService implements AutoCloseable {

    private final Settings settings;
    private final LazyDatabase database;
    private final SettingsCatalog catalog;
    private @Nullable TenantBackupService service;
    private @Nullable OpenStorage storage;

    private OpenService(Settings settings) {
        this.settings = settings;
        this.database = new LazyDatabase(settings);
        this.catalog = new SettingsCatalog(settings);
    }

    public static OpenService of(Settings settings) {
        return new OpenService(settings);
    }

    public TenantBackupService service() {
        if (service == null) {
            OpenStorage opened = OpenStorage.of(settings.storage());
            storage = opened;
            service = TenantBackupService.builder()
                    .database(database)
                    .catalog(catalog)
                    .repository(Signatures.givenTo(
                            BackupRepository.of(opened.storage())
                                    .withOptions(ArchiveOptions.DEFAULTS.withLimits(settings.archiveLimits())),
                            settings.signing()))
                    .build();
        }
        return service;
    }

    /** The database alone, for what needs no storage. */
    public TenantDatabase database() {
        return database;
    }

    /** The catalog of the live schema. */
    public Catalog catalog() {
        return catalog.resolve(database.schema(), database.probe());
    }

    @Override
    public void close() {
        try (database) {
            if (storage != null) {
                storage.close();
            }
        }
    }
}
