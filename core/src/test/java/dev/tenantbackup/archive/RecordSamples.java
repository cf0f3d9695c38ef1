// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TenantId;
import java.time.Instant;
import java.util.Map;

/** Records of backups that need no archive. */
public final class RecordSamples {

    private RecordSamples() {}

    /** The first of its tenant's chain, of no rows, signed by nobody. */
    public static BackupRecord of(BackupId id, BackupKind kind, String tenant, Instant createdAt, boolean complete) {
        return new BackupRecord(
                1,
                id,
                kind,
                TenantId.of(tenant),
                null,
                createdAt,
                "x",
                ArchiveFile.plain(id, 99, Digest.of("")),
                Digest.of("manifest"),
                Map.of(),
                complete,
                0,
                null,
                null);
    }
}
