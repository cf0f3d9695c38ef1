// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The small document beside an archive: written last, it is what makes a backup exist. Holds no row data, so that
 * backups can be listed, pruned and checked without opening them.
 *
 * @param formatVersion the archive's format version
 * @param id the backup's id
 * @param kind why it was made
 * @param tenant whose rows it holds
 * @param tenantName the tenant's name for people, if there was one
 * @param createdAt when the export began
 * @param actor who asked for it
 * @param bytes length of the whole archive file
 * @param sha256 digest of the whole archive file
 * @param tables rows per owned table
 * @param complete false if rows that are the tenant's may be missing: it never counts as the last good backup
 * @param findings how many findings the manifest lists
 * @param previous the newest of the tenant's older backups when the record was written, if there was one
 */
public record BackupRecord(
        int formatVersion,
        BackupId id,
        BackupKind kind,
        TenantId tenant,
        @Nullable String tenantName,
        Instant createdAt,
        String actor,
        long bytes,
        Digest sha256,
        Map<TableName, Long> tables,
        boolean complete,
        int findings,
        @Nullable Link previous) {

    public BackupRecord {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(sha256, "sha256");
        tables = Collections.unmodifiableMap(new TreeMap<>(tables));
        if (bytes < 0 || findings < 0 || tables.values().stream().anyMatch(rows -> rows < 0)) {
            throw new IllegalArgumentException("a negative number in the record of backup " + id);
        }
    }

    /** The record of an archive that was just written. */
    public static BackupRecord of(Manifest manifest, long bytes, Digest sha256, @Nullable Link previous) {
        Map<TableName, Long> tables = new TreeMap<>();
        manifest.tables()
                .forEach(table -> tables.put(table.name(), table.content().rows()));
        return new BackupRecord(
                manifest.formatVersion(),
                manifest.backup(),
                manifest.kind(),
                manifest.tenant(),
                manifest.tenantName(),
                manifest.exportedAt(),
                manifest.exportedBy(),
                bytes,
                sha256,
                tables,
                manifest.complete(),
                manifest.findings().size(),
                previous);
    }

    /**
     * The record that some bytes hold.
     *
     * @throws dev.tenantbackup.model.ArchiveException if they hold none, or one of a newer format
     */
    public static BackupRecord parse(byte[] json) {
        return RecordJson.read(json);
    }

    /** Its bytes as they are stored; the same record always has the same bytes. */
    public byte[] toBytes() {
        return RecordJson.write(this);
    }

    public Optional<String> displayName() {
        return Optional.ofNullable(tenantName);
    }

    public Optional<Link> predecessor() {
        return Optional.ofNullable(previous);
    }

    /** How many rows of the tenant it holds. */
    public long rows() {
        return tables.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * A tenant's records as a chain.
     *
     * @param id the earlier backup
     * @param recordSha256 the digest of its record's bytes
     */
    public record Link(BackupId id, Digest recordSha256) {

        public Link {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(recordSha256, "recordSha256");
        }
    }
}
