// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.Tombstone;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ContentWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What remains of deleted backups, so that a gap in a chain is told from a deletion. A tombstone skips predecessors that
 * were deleted before it, and so takes the place of theirs: a tenant has hardly more of them than backups.
 */
final class Tombstones {

    /** So long a tombstone stays at least: a backup that names it may be being written. */
    private static final Duration KEPT_AT_LEAST = Duration.ofDays(1);

    private final BackupStorage storage;
    private final Records records;
    private final Signing signing;
    private final SmallObjects objects;

    Tombstones(BackupStorage storage, Records records, Signing signing) {
        this.storage = storage;
        this.records = records;
        this.signing = signing;
        this.objects = new SmallObjects(storage);
    }

    /**
     * A backup's tombstone; empty if there is none.
     *
     * @throws ArchiveException if it is damaged, another backup's, or not signed as it should be
     */
    Optional<Tombstone> find(BackupId backup) {
        return objects.read(BackupNames.tombstone(backup)).map(bytes -> parse(backup, bytes));
    }

    /** Stores the tombstone of a backup that is about to be deleted, in place of one that an interrupted deletion left. */
    void bury(BackupId backup, @Nullable BackupRecord found, Deletion deletion, Instant now) {
        Tombstone tombstone = new Tombstone(
                backup,
                found == null ? null : found.tenant(),
                now,
                deletion.actor().name(),
                deletion.reason(),
                found == null ? null : records.contentSha256(backup).orElse(null),
                found == null ? null : stillThere(found.previous()),
                null);
        store(tombstone);
    }

    /** Removes a tenant's tombstones that nothing refers to any more and that are not the last trace of its newest backup. */
    void sweep(TenantId tenant, Instant now) {
        TenantChain chain = TenantChain.read(records, this, tenant);
        if (!chain.unreadable().isEmpty()) {
            // Nobody knows what those refer to.
            return;
        }
        Set<BackupId> named =
                shorten(chain) ? TenantChain.read(records, this, tenant).named() : chain.named();
        for (Tombstone tombstone : chain.tombstones().values()) {
            boolean old = tombstone.deletedAt().plus(KEPT_AT_LEAST).isBefore(now);
            if (old && !named.contains(tombstone.id()) && chain.hasNewerThan(tombstone.id())) {
                storage.delete(BackupNames.tombstone(tombstone.id()));
            }
        }
    }

    /** Lets tombstones skip what was deleted after them; false if they do already. */
    private boolean shorten(TenantChain chain) {
        boolean shortened = false;
        for (Tombstone tombstone : chain.tombstones().values()) {
            BackupRecord.Link next = stillThere(tombstone.previous());
            boolean mayBeRewritten = signing.key() != null || tombstone.signature() == null;
            if (mayBeRewritten && !Objects.equals(next, tombstone.previous())) {
                store(tombstone.withPrevious(next));
                shortened = true;
            }
        }
        return shortened;
    }

    private void store(Tombstone tombstone) {
        storage.replace(
                BackupNames.tombstone(tombstone.id()),
                ContentWriter.of(signing.sign(tombstone).toBytes()));
    }

    /** Follows a link past what was deleted already. */
    private BackupRecord.@Nullable Link stillThere(BackupRecord.@Nullable Link link) {
        BackupRecord.Link next = link;
        while (next != null && records.bytes(next.id()).isEmpty()) {
            BackupRecord.Link here = next;
            Tombstone tombstone = fitting(here).orElse(null);
            if (tombstone == null) {
                return here;
            }
            next = tombstone.previous();
            if (next != null && Records.OLDEST_FIRST.compare(next.id(), here.id()) >= 0) {
                return here;
            }
        }
        return next;
    }

    private Optional<Tombstone> fitting(BackupRecord.Link link) {
        try {
            return find(link.id()).filter(tombstone -> tombstone.fits(link));
        } catch (ArchiveException e) {
            // What can't be believed is not followed: the chain keeps naming it, and its examination says what is
            // wrong.
            return Optional.empty();
        }
    }

    private Tombstone parse(BackupId backup, byte[] bytes) {
        try {
            Tombstone tombstone = Tombstone.parse(bytes, signing.policy());
            if (!tombstone.id().equals(backup)) {
                throw new ArchiveException(Problem.of("it is the tombstone of backup " + tombstone.id() + "."));
            }
            return tombstone;
        } catch (ArchiveException e) {
            throw new ArchiveException(
                    Problem.of("The tombstone of backup " + backup + " is of no use: "
                                    + e.problem().message())
                            .withBackup(backup.value())
                            .withHint(e.problem().hint().orElse("see whether somebody renamed or altered it.")),
                    e);
        }
    }
}
