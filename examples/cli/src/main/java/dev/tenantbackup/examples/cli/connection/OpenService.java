// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.connection;

import dev.tenantbackup.TenantBackupService;
import dev.tenantbackup.TenantBackupServiceBuilder;
import dev.tenantbackup.archive.ArchiveOptions;
import dev.tenantbackup.archive.seal.Recipients;
import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.database.TenantDatabase;
import dev.tenantbackup.drill.ScratchTarget;
import dev.tenantbackup.examples.cli.settings.Settings;
import dev.tenantbackup.jdbc.fence.DatabaseFence;
import dev.tenantbackup.jdbc.scratch.SchemaSetup;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.repository.BackupRepository;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The library as the settings describe it, and the connections under it. Connects when first asked for rows, and opens
 * the storage when first asked for backups: listing backups needs no database, inspecting a database no storage.
 */
public final class OpenService implements AutoCloseable {

    /** No fence can be inside of these. */
    private static final String WITHOUT_FENCE = "jdbc:h2:";

    private final Settings settings;
    private final LazyDatabase database;
    private final SettingsCatalog catalog;
    private @Nullable Keys keys;
    private @Nullable TenantBackupService service;
    private @Nullable OpenStorage storage;
    private @Nullable OpenFiles files;

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
            TenantBackupServiceBuilder builder = TenantBackupService.builder()
                    .database(database)
                    .catalog(catalog)
                    .repository(keys().givenTo(Signatures.givenTo(
                            BackupRepository.of(opened.storage())
                                    .withOptions(ArchiveOptions.DEFAULTS.withLimits(settings.archiveLimits())),
                            settings.signing())));
            if (!String.valueOf(settings.url()).startsWith(WITHOUT_FENCE)) {
                builder.fence(new LazyFence(database, catalog));
            }
            settings.files().ifPresent(place -> {
                OpenFiles found = OpenFiles.of(place);
                files = found;
                builder.files(found.files());
            });
            service = builder.build();
        }
        return service;
    }

    /**
     * For whom the settings encrypt backups.
     *
     * @throws InvalidRequestException if they say nothing of it
     */
    public Recipients recipients() {
        return keys().recipients()
                .orElseThrow(() -> new InvalidRequestException(Problem.of("Nobody is named to encrypt for.")
                        .withHint("name public keys with --recipient or --recipients-file, or give --passphrase.")));
    }

    private Keys keys() {
        if (keys == null) {
            keys = Keys.of(settings.keys());
        }
        return keys;
    }

    /** The database alone, for what needs no storage. */
    public TenantDatabase database() {
        return database;
    }

    /** The fence inside the database. Connects. */
    public DatabaseFence fence() {
        return database.fence(catalog);
    }

    /** A schema for one drill, whose tables a script makes. Connects when it is opened. */
    public ScratchTarget scratchSchema(Path script) {
        return new LazyScratch(database, SchemaSetup.ofScript(script));
    }

    /** Such schemas, to be dropped only. */
    public ScratchTarget scratchSchema() {
        return new LazyScratch(database, schema -> {});
    }

    /** The catalog of the live schema. */
    public Catalog catalog() {
        return catalog.resolve(database.schema(), database.probe());
    }

    @Override
    public void close() {
        try (database) {
            try {
                if (files != null) {
                    files.close();
                }
            } finally {
                if (storage != null) {
                    storage.close();
                }
            }
        }
    }
}
