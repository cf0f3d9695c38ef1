// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.archive.seal.Signature;
import dev.tenantbackup.archive.seal.SignaturePolicy;
import dev.tenantbackup.archive.seal.SigningKey;
import dev.tenantbackup.archive.seal.VerifyingKey;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.Problem;
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
 * <p>All of it but {@code file} and {@code signature} is its content, which the signature covers: it stays the same when
 * the archive is encrypted anew, and it is what the next record of the tenant's chain is bound to.
 *
 * @param formatVersion the archive's format version
 * @param id the backup's id
 * @param kind why it was made
 * @param tenant whose rows it holds
 * @param tenantName the tenant's name for people, if there was one
 * @param createdAt when the export began
 * @param actor who asked for it
 * @param file where the archive lies, and its bytes as they are stored
 * @param manifestSha256 digest of the manifest's bytes: binds every row, however the archive is encrypted
 * @param tables rows per owned table
 * @param complete false if rows that are the tenant's may be missing: it never counts as the last good backup
 * @param findings how many findings the manifest lists
 * @param previous the newest of the tenant's older backups when the record was written, if there was one
 * @param signature of the content; null if nobody signed it
 */
public record BackupRecord(
        int formatVersion,
        BackupId id,
        BackupKind kind,
        TenantId tenant,
        @Nullable String tenantName,
        Instant createdAt,
        String actor,
        ArchiveFile file,
        Digest manifestSha256,
        Map<TableName, Long> tables,
        boolean complete,
        int findings,
        @Nullable Link previous,
        @Nullable Signature signature) {

    public BackupRecord {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(manifestSha256, "manifestSha256");
        tables = Collections.unmodifiableMap(new TreeMap<>(tables));
        if (!file.isOf(id)) {
            throw new IllegalArgumentException("'" + file.name() + "' is not an archive of backup " + id);
        }
        if (findings < 0 || tables.values().stream().anyMatch(rows -> rows < 0)) {
            throw new IllegalArgumentException("a negative number in the record of backup " + id);
        }
    }

    /** The record of an archive that was just written; nobody has signed it. */
    public static BackupRecord of(Manifest manifest, Digest manifestSha256, ArchiveFile file, @Nullable Link previous) {
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
                file,
                manifestSha256,
                tables,
                manifest.complete(),
                manifest.findings().size(),
                previous,
                null);
    }

    /**
     * The record that some bytes hold, signed or not.
     *
     * @throws dev.tenantbackup.model.ArchiveException if they hold none, or one of a newer format, or a signature that
     *     does not fit
     */
    public static BackupRecord parse(byte[] json) {
        return parse(json, SignaturePolicy.OPTIONAL);
    }

    /**
     * The record that some bytes hold.
     *
     * @param policy who must have signed it; of what it refuses nothing is believed
     * @throws dev.tenantbackup.model.ArchiveException if they hold none, or one of a newer format, or one that is not
     *     signed as it should be
     */
    public static BackupRecord parse(byte[] json, SignaturePolicy policy) {
        return RecordJson.read(json, policy);
    }

    /** The same, signed. */
    public BackupRecord signedWith(SigningKey key) {
        return new BackupRecord(
                formatVersion,
                id,
                kind,
                tenant,
                tenantName,
                createdAt,
                actor,
                file,
                manifestSha256,
                tables,
                complete,
                findings,
                previous,
                key.sign(RecordJson.content(RecordJson.write(this))));
    }

    /** The key by which its content is signed; empty if it is not. */
    public Optional<VerifyingKey> signedBy() {
        return Optional.ofNullable(signature).map(Signature::key);
    }

    /** Its bytes as they are stored; the same record always has the same bytes. */
    public byte[] toBytes() {
        return RecordJson.write(this);
    }

    /**
     * The digest of the content of a record: of its bytes before where {@code file} begins.
     *
     * @param json the record's bytes as they are stored: fields that only later releases know count, too
     * @throws dev.tenantbackup.model.ArchiveException if they hold no record
     */
    public static Digest contentSha256(byte[] json) {
        return Digest.of(RecordJson.content(json));
    }

    /**
     * A record's bytes with another archive file in them, and the same content.
     *
     * @param json the record's bytes as they are stored
     * @throws dev.tenantbackup.model.ArchiveException if they hold no record
     */
    public static byte[] withFile(byte[] json, ArchiveFile file) {
        return RecordJson.withFile(json, file);
    }

    /** How an archive's manifest differs from the one that was recorded; empty if it is that one. */
    public Optional<Problem> difference(Manifest manifest, Digest sha256OfManifest) {
        if (!manifest.backup().equals(id) || !manifest.tenant().equals(tenant)) {
            return Optional.of(mismatch(
                    "its archive says that it is backup " + manifest.backup() + " of tenant '" + manifest.tenant()
                            + "'",
                    "archive and record were mixed up; restore another backup of the tenant."));
        }
        return sha256OfManifest.equals(manifestSha256)
                ? Optional.empty()
                : Optional.of(mismatch("its manifest is not the one that was recorded", Damage.HINT));
    }

    private Problem mismatch(String fault, String hint) {
        return Problem.of("Cannot read backup " + id + ": " + fault + ".")
                .withBackup(id.value())
                .withTenant(tenant)
                .withHint(hint);
    }

    /** Length of the whole archive file, as it is stored. */
    public long bytes() {
        return file.bytes();
    }

    /** Digest of the whole archive file, as it is stored. */
    public Digest sha256() {
        return file.sha256();
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
     * @param contentSha256 the digest of its record's content
     */
    public record Link(BackupId id, Digest contentSha256) {

        public Link {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(contentSha256, "contentSha256");
        }
    }
}
