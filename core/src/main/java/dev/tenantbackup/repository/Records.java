// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.Digest;
import dev.tenantbackup.archive.seal.SignaturePolicy;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.StoredObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The backup records of a storage. */
final class Records {

    static final Comparator<BackupId> OLDEST_FIRST =
            Comparator.comparing(BackupNames::second).thenComparing(BackupNames::number);

    private final BackupStorage storage;
    private final SignaturePolicy policy;
    private final SmallObjects objects;

    /**
     * The records of a storage.
     *
     * @param policy who must have signed them; the others can't be read
     */
    Records(BackupStorage storage, SignaturePolicy policy) {
        this.storage = storage;
        this.policy = policy;
        this.objects = new SmallObjects(storage);
    }

    Listing all() {
        return listing(ids(BackupNames.prefix(), BackupNames.PartKind.RECORD));
    }

    Listing of(TenantId tenant) {
        Listing listing = listing(ids(tenant));
        return new Listing(
                listing.backups().stream()
                        .filter(backup -> backup.tenant().equals(tenant))
                        .toList(),
                listing.unreadable());
    }

    /**
     * The record of a backup; empty if there is none.
     *
     * @throws ArchiveException if it is damaged or of a newer format
     */
    Optional<BackupRecord> find(BackupId backup) {
        return bytes(backup).map(bytes -> parse(backup, bytes));
    }

    /** A record's bytes as they are stored; empty if there is none. */
    Optional<byte[]> bytes(BackupId backup) {
        return objects.read(BackupNames.backupRecord(backup));
    }

    /**
     * The digest of what a record says of its backup's content; empty if there is none.
     *
     * @throws ArchiveException if it is damaged
     */
    Optional<Digest> contentSha256(BackupId backup) {
        try {
            return bytes(backup).map(BackupRecord::contentSha256);
        } catch (ArchiveException e) {
            throw ofNoUse(backup, e);
        }
    }

    /** The tenant's newest readable record of those that are older than a backup. */
    Optional<BackupRecord.Link> predecessor(BackupId backup, TenantId tenant) {
        List<BackupId> older = ids(tenant).stream()
                .filter(id -> OLDEST_FIRST.compare(id, backup) < 0)
                .sorted(OLDEST_FIRST.reversed())
                .toList();
        for (BackupId id : older) {
            Optional<byte[]> bytes = bytes(id);
            if (bytes.isPresent() && isOf(tenant, id, bytes.get())) {
                return Optional.of(new BackupRecord.Link(id, BackupRecord.contentSha256(bytes.get())));
            }
        }
        return Optional.empty();
    }

    private boolean isOf(TenantId tenant, BackupId id, byte[] bytes) {
        try {
            return parse(id, bytes).tenant().equals(tenant);
        } catch (ArchiveException e) {
            // Every listing reports a record that can't be read; a new backup must not fail because of it.
            return false;
        }
    }

    private Listing listing(List<BackupId> ids) {
        List<BackupRecord> backups = new ArrayList<>();
        List<Problem> unreadable = new ArrayList<>();
        for (BackupId id : ids) {
            try {
                find(id).ifPresent(backups::add);
            } catch (ArchiveException e) {
                unreadable.add(e.problem());
            }
        }
        backups.sort(Comparator.comparing(BackupRecord::id, OLDEST_FIRST.reversed()));
        return new Listing(backups, unreadable);
    }

    private List<BackupId> ids(TenantId tenant) {
        return ids(tenant, BackupNames.PartKind.RECORD);
    }

    /** The ids of everything of a kind that may be the tenant's; only its content says whose it is. */
    List<BackupId> ids(TenantId tenant, BackupNames.PartKind kind) {
        String prefix = BackupNames.prefix(tenant);
        return ids(prefix, kind).stream()
                .filter(id -> BackupNames.isMoment(id.value().substring(prefix.length())))
                .toList();
    }

    private List<BackupId> ids(String prefix, BackupNames.PartKind kind) {
        List<BackupId> ids = new ArrayList<>();
        for (StoredObject object : storage.list(prefix)) {
            BackupNames.parse(object.key())
                    .filter(part -> part.kind() == kind)
                    .ifPresent(part -> ids.add(part.backup()));
        }
        return ids;
    }

    /**
     * The record of a backup.
     *
     * @throws ArchiveException if it is damaged, of a newer format, another backup's, or not signed as it should be
     */
    BackupRecord parse(BackupId id, byte[] bytes) {
        try {
            BackupRecord backup = BackupRecord.parse(bytes, policy);
            if (!backup.id().equals(id)) {
                throw new ArchiveException(Problem.of("it is the record of backup " + backup.id() + "."));
            }
            return backup;
        } catch (ArchiveException e) {
            throw ofNoUse(id, e);
        }
    }

    private static ArchiveException ofNoUse(BackupId id, ArchiveException e) {
        return new ArchiveException(
                Problem.of("The record of backup " + id + " is of no use: "
                                + e.problem().message())
                        .withBackup(id.value())
                        .withHint(e.problem().hint().orElse("see whether somebody renamed it.")),
                e);
    }
}
