// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.catalog.RememberedCatalog;
import dev.tenantbackup.catalog.TableCatalog;
import dev.tenantbackup.database.TenantDatabase;
import dev.tenantbackup.fence.TenantFence;
import dev.tenantbackup.files.FileSink;
import dev.tenantbackup.files.FileSource;
import dev.tenantbackup.repository.BackupRepository;
import dev.tenantbackup.storage.BackupStorage;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Puts a service together. */
public final class TenantBackupServiceBuilder {

    private @Nullable TenantDatabase database;
    private @Nullable TableCatalog catalog;
    private @Nullable BackupRepository repository;
    private InstantSource clock = InstantSource.system();
    private AfterCommit afterCommit = AfterCommit.NONE;
    private HostFiles files = HostFiles.NONE;
    private @Nullable TenantFence fence;

    TenantBackupServiceBuilder() {}

    /** Where the tenants' rows are. */
    public TenantBackupServiceBuilder database(TenantDatabase value) {
        database = value;
        return this;
    }

    /** What is whose. */
    public TenantBackupServiceBuilder catalog(TableCatalog value) {
        catalog = value;
        return this;
    }

    /** Where the backups are kept, with default options. */
    public TenantBackupServiceBuilder storage(BackupStorage value) {
        repository = BackupRepository.of(value);
        return this;
    }

    /** Where the backups are kept, with options of its own. */
    public TenantBackupServiceBuilder repository(BackupRepository value) {
        repository = value;
        return this;
    }

    /** What time it is; the system's clock if not said. */
    public TenantBackupServiceBuilder clock(InstantSource value) {
        clock = value;
        return this;
    }

    /** Whom to tell of what a restore, clone or undo changed; nobody if not said. */
    public TenantBackupServiceBuilder afterCommit(AfterCommit value) {
        afterCommit = value;
        return this;
    }

    /**
     * Where the files are that rows point to, in columns that the catalog names: exports bring them along, restores put
     * back what is missing, copies get their own.
     */
    public TenantBackupServiceBuilder files(FileSink value) {
        files = HostFiles.of(value);
        return this;
    }

    /** Where the files are that rows point to, to be read only: for exports. Nothing is restored that would need a file. */
    public TenantBackupServiceBuilder filesToRead(FileSource value) {
        files = HostFiles.readOnly(value);
        return this;
    }

    /**
     * What stops a tenant's writes. A restore in place of a tenant whose fence is up and effective says that it was
     * exclusive; without one it goes on as ever, and reports what others wrote meanwhile.
     */
    public TenantBackupServiceBuilder fence(TenantFence value) {
        fence = value;
        return this;
    }

    /**
     * The service.
     *
     * @throws IllegalStateException if database, catalog or storage was not given
     */
    public TenantBackupService build() {
        if (database == null || catalog == null || repository == null) {
            throw new IllegalStateException("a service needs a database, a catalog and a storage");
        }
        return new TenantBackupService(
                new LiveTenants(database, new RememberedCatalog(catalog, clock)),
                repository.withClock(clock),
                clock,
                afterCommit,
                files,
                fence);
    }
}
