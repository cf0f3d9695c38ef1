// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.archive.BackupKind;
import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.database.TenantInfo;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantBackupException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.repository.BackupRepository;
import dev.tenantbackup.repository.ChainHead;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes backups that somebody asked for: of one tenant, or of every active one. */
final class TenantExport {

    private final LiveTenants tenants;
    private final BackupRepository repository;
    private final InstantSource clock;
    private final HostFiles files;
    private final NobodysRows nobodys;

    TenantExport(LiveTenants tenants, BackupRepository repository, InstantSource clock, HostFiles files) {
        this.tenants = tenants;
        this.repository = repository;
        this.clock = clock;
        this.files = files;
        this.nobodys = new NobodysRows(clock);
    }

    BackupInfo of(TenantId tenant, ExportOptions options) {
        Instant start = clock.instant();
        Catalog catalog = options.gaps() == ExportOptions.Gaps.REFUSE ? tenants.completeCatalog() : tenants.catalog();
        requireOwned(catalog, options);
        try (TenantReader reader = tenants.database().reader(catalog)) {
            TenantInfo info = LiveTenants.require(reader, tenant);
            Exporter exporter =
                    new Exporter(catalog, reader, info, BackupKind.MANUAL, options, nobodys, files.source());
            BackupRecord backup = exporter.publish(repository);
            return new BackupInfo(
                    backup.id(),
                    repository.location(backup),
                    tenant,
                    backup.rows(),
                    backup.tables(),
                    backup.bytes(),
                    backup.sha256().hex(),
                    ChainHead.of(backup),
                    backup.complete(),
                    exporter.files(),
                    exporter.findings(),
                    Duration.between(start, clock.instant()));
        }
    }

    private static void requireOwned(Catalog catalog, ExportOptions options) {
        for (TableName table : options.excludedTables()) {
            if (catalog.find(table).filter(found -> found.isOwned()).isEmpty()) {
                throw new InvalidRequestException(
                        Problem.of("There is no table '" + table + "' of tenants' rows to exclude.")
                                .withTable(table)
                                .withHint("inspect lists the tables that hold tenants' rows."));
            }
        }
    }

    BackupAllResult ofEachActive(ExportOptions options) {
        List<BackupInfo> succeeded = new ArrayList<>();
        Map<TenantId, TenantBackupException> failed = new TreeMap<>(Comparator.comparing(TenantId::value));
        for (TenantInfo tenant : tenants.active()) {
            options.context().cancellation().throwIfRequested();
            try {
                succeeded.add(of(tenant.id(), options));
            } catch (TenantBackupException failure) {
                failed.put(tenant.id(), failure);
            }
        }
        return new BackupAllResult(succeeded, failed);
    }
}
