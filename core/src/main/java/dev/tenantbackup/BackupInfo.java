// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.repository.ChainHead;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What an export made.
 *
 * @param id the backup's name
 * @param location where the archive lies, for people: a path or an address in the storage
 * @param tenant whose rows it holds
 * @param rows rows in all tables
 * @param tables rows per table: owned by the tenant in the snapshot, and archived; the two were compared
 * @param bytes size of the archive
 * @param sha256 digest of the whole archive, lower-case hex
 * @param chainHead the tenant's newest backup from now on: to be remembered outside the storage by whoever wants to notice
 *     that an older one passes for the newest
 * @param complete false if tables were left out because nobody classified them
 * @param files files outside of the database that the rows point to
 * @param findings dirty rows and whatever else a person should know of
 * @param duration from the first query to the published record
 */
public record BackupInfo(
        BackupId id,
        String location,
        TenantId tenant,
        long rows,
        Map<TableName, Long> tables,
        long bytes,
        String sha256,
        ChainHead chainHead,
        boolean complete,
        FileTotals files,
        List<Finding> findings,
        Duration duration) {

    public BackupInfo {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(chainHead, "chainHead");
        Objects.requireNonNull(files, "files");
        Objects.requireNonNull(duration, "duration");
        tables = Collections.unmodifiableMap(new TreeMap<>(tables));
        findings = List.copyOf(findings);
    }
}
