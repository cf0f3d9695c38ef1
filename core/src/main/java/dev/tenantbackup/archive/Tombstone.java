// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import dev.tenantbackup.archive.seal.Signature;
import dev.tenantbackup.archive.seal.SignaturePolicy;
import dev.tenantbackup.archive.seal.SigningKey;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.TenantId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says that a backup was deleted on purpose, where it lay: a gap in a tenant's chain that has a tombstone is a deletion,
 * one that has none is a loss.
 *
 * @param id the deleted backup
 * @param tenant whose it was; null if its record could not be read
 * @param deletedAt when it was deleted
 * @param actor who deleted it
 * @param reason why
 * @param contentSha256 the digest of its record's content; null if the record could not be read
 * @param previous the backup before it in the chain that was still there; null if there was none
 * @param signature of all that is before it; null if nobody signed
 */
public record Tombstone(
        BackupId id,
        @Nullable TenantId tenant,
        Instant deletedAt,
        String actor,
        String reason,
        @Nullable Digest contentSha256,
        BackupRecord.@Nullable Link previous,
        @Nullable Signature signature) {

    public Tombstone {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(deletedAt, "deletedAt");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(reason, "reason");
    }

    /**
     * The tombstone that some bytes hold.
     *
     * @param policy who must have signed it; of what it refuses nothing is believed
     * @throws dev.tenantbackup.model.ArchiveException if they hold none, or one of a newer format, or one that is not
     *     signed as it should be
     */
    public static Tombstone parse(byte[] json, SignaturePolicy policy) {
        return TombstoneJson.read(json, policy);
    }

    /** Its bytes as they are stored. */
    public byte[] toBytes() {
        return TombstoneJson.write(this);
    }

    /** The same, signed. */
    public Tombstone signedWith(SigningKey key) {
        return new Tombstone(
                id, tenant, deletedAt, actor, reason, contentSha256, previous, key.sign(TombstoneJson.content(this)));
    }

    /** The same with another predecessor, unsigned. */
    public Tombstone withPrevious(BackupRecord.@Nullable Link value) {
        return new Tombstone(id, tenant, deletedAt, actor, reason, contentSha256, value, null);
    }

    /** Where the chain goes on. */
    public Optional<BackupRecord.Link> predecessor() {
        return Optional.ofNullable(previous);
    }

    /** Whether it may be the tombstone of the backup that a link names. */
    public boolean fits(BackupRecord.Link link) {
        return id.equals(link.id()) && (contentSha256 == null || contentSha256.equals(link.contentSha256()));
    }
}
